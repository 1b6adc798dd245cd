package dev.trace2skill.consolidate.merge;

import dev.trace2skill.llm.prompt.InstructionText;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.EditApplier;
import dev.trace2skill.skill.Payload;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What code demands of what a model says. Each method gives why something is not taken, in one
 * phrase, and nothing when it is.
 *
 * @param base the skill that all edits are made for
 * @param mayMerge whether two edits may mean the same at all
 */
record MergeRules(Skill base, BiPredicate<Edit, Edit> mayMerge) {

  /** Of a group that a model is shown, in characters: a text is shown whole or not at all. */
  static final int MOST_SHOWN = 2_000;

  private static final int LONGEST_WHY = 300;

  private static final Set<Op> ADDING =
      EnumSet.of(Op.APPEND, Op.INSERT_BEFORE, Op.INSERT_AFTER, Op.ADD_SECTION);

  /** Why a group is not shown. */
  Optional<String> againstShowing(Group group) {
    Edit edit = group.edit();
    String said = String.join("\n", edit.file(), edit.section(), edit.anchor(), edit.text());
    if (said.length() > MOST_SHOWN) {
      return Optional.of("it is longer than %,d characters".formatted(MOST_SHOWN));
    }
    return againstText(said);
  }

  /** Why two groups are not one. */
  Optional<String> againstEqual(Standing a, Standing b) {
    for (Group x : a.members()) {
      for (Group y : b.members()) {
        Optional<String> fault = againstEqual(x.edit(), y.edit());
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> againstEqual(Edit a, Edit b) {
    if (!a.file().equals(b.file())) {
      return Optional.of("they change different files");
    }
    if (!goTogether(a, b)) {
      return Optional.of("%s and %s do not do the same".formatted(name(a), name(b)));
    }
    return mayMerge.test(a, b)
        ? Optional.empty()
        : Optional.of("their texts differ in what is not a matter of wording");
  }

  private static boolean goTogether(Edit a, Edit b) {
    if (ADDING.contains(a.op()) && ADDING.contains(b.op())) {
      return true;
    }
    return a.op() == b.op()
        && a.anchor().equals(b.anchor())
        && a.text().isBlank() == b.text().isBlank()
        && (a.op() != Op.DELETE_SECTION
            || CanonicalText.of(a.section()).equals(CanonicalText.of(b.section())));
  }

  private static String name(Edit edit) {
    return edit.op().name().toLowerCase(Locale.ROOT);
  }

  /** Why a text does not stand for what a group says. */
  Optional<String> againstWording(Standing group, String wording) {
    Edit edit = group.lead().edit();
    if (wording.isBlank()) {
      return Optional.of("it is empty");
    }
    if (edit.text().isBlank() || !edit.file().toLowerCase(Locale.ROOT).endsWith(".md")) {
      return Optional.of("the edit has no text that could be worded");
    }
    int longest = group.texts().stream().mapToInt(String::length).max().orElse(0);
    if (wording.length() > 2 * longest) {
      return Optional.of(
          "its %,d characters are more than twice the %,d of the longest text"
              .formatted(wording.length(), longest));
    }
    return againstContents(group, wording)
        .or(() -> againstText(wording))
        .or(
            () ->
                mayMerge.test(edit, group.saying(wording))
                    ? Optional.empty()
                    : Optional.of("it differs from the text in what is not a matter of wording"))
        .or(() -> EditApplier.rejection(base, group.saying(wording)));
  }

  /** Nothing that matters gets lost, and nothing comes in that no member says. */
  private static Optional<String> againstContents(Standing group, String wording) {
    Marks text = Marks.of(group.lead().edit().text());
    Marks worded = Marks.of(wording);
    List<Marks> known = group.texts().stream().map(Marks::of).toList();
    if (worded.negations() != text.negations()) {
      return Optional.of(
          "it denies or forbids %d times, the text %d times"
              .formatted(worded.negations(), text.negations()));
    }
    if (!worded.headings().equals(text.headings())) {
      return Optional.of("its headings are not those of the text");
    }
    if (!worded.blocks().equals(text.blocks())) {
      return Optional.of("it is made of other blocks than the text");
    }
    return change("the number", Marks::numbers, worded, text, known)
        .or(() -> change("the code", Marks::code, worded, text, known))
        .or(() -> change("the link", Marks::links, worded, text, known));
  }

  private static Optional<String> change(
      String name, Function<Marks, Set<String>> kind, Marks worded, Marks text, List<Marks> known) {
    Set<String> lost = new HashSet<>(kind.apply(text));
    lost.removeAll(kind.apply(worded));
    Set<String> foreign = new HashSet<>(kind.apply(worded));
    known.forEach(k -> foreign.removeAll(kind.apply(k)));
    if (!lost.isEmpty()) {
      return Optional.of("it lacks %s %s".formatted(name, least(lost)));
    }
    return foreign.isEmpty()
        ? Optional.empty()
        : Optional.of("it brings in %s %s".formatted(name, least(foreign)));
  }

  private static String least(Set<String> texts) {
    return texts.stream().min(String::compareTo).orElseThrow();
  }

  /** Why a reason for a contradiction is none. */
  Optional<String> againstWhy(String why) {
    if (why.isBlank() || why.length() > LONGEST_WHY || why.lines().count() > 1) {
      return Optional.of(
          "its reason is not one line of at most %d characters".formatted(LONGEST_WHY));
    }
    return againstText(why);
  }

  /** Why a text is not fit to be read by a model or an agent. */
  Optional<String> againstText(String text) {
    return Payload.problems(text, base).stream()
        .findFirst()
        .or(
            () ->
                InstructionText.kinds(text).stream()
                    .findFirst()
                    .map(kind -> "it reads like an instruction to its reader: " + kind));
  }
}
