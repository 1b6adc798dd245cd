package dev.trace2skill.consolidate;

import dev.trace2skill.consolidate.Editor.Entry;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.EditApplier;
import dev.trace2skill.skill.EditApplier.Tracked;
import dev.trace2skill.skill.FileMerge;
import dev.trace2skill.skill.KeyedEdit;
import dev.trace2skill.skill.LearntText;
import dev.trace2skill.skill.Overflow;
import dev.trace2skill.skill.SkillBudget;
import dev.trace2skill.spi.SkillFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The skill with some lessons in it, and what is wrong with it then. */
final class Draft {

  private final String name;
  private final Skill base;
  private final SkillFormat format;
  private final ConsolidateSettings settings;
  private final Set<String> problemsBefore;

  Draft(String name, Skill base, SkillFormat format, ConsolidateSettings settings) {
    this.name = name;
    this.base = base;
    this.format = format;
    this.settings = settings;
    this.problemsBefore = Set.copyOf(format.check(name, base));
  }

  /** The edits that bring a lesson in beside others; empty when it says otherwise in a new file. */
  Optional<Entry> entry(Lesson lesson, List<Entry> others) {
    Edit edit = printed(lesson);
    boolean created =
        edit.op() == Op.CREATE_FILE
            && others.stream().anyMatch(o -> creates(o.lesson().edit(), edit.file()));
    if (!created) {
      return Optional.of(new Entry(lesson, List.of(edit)));
    }
    String standing = written(others).skill().file(edit.file()).orElse("");
    return FileMerge.additions(edit.file(), standing, edit.text())
        .map(additions -> new Entry(lesson, additions));
  }

  private static boolean creates(Edit edit, String file) {
    return edit.op() == Op.CREATE_FILE && edit.file().equals(file);
  }

  /**
   * The skill with lessons in it; once all of it goes in, what has aged and what is too much for
   * SKILL.md is in files that it leads to.
   */
  Tracked apply(List<Entry> entries) {
    Tracked written = written(entries);
    if (!written.rejections().isEmpty()) {
      return written;
    }
    SkillBudget budget = settings.budget();
    Overflow.Result old =
        Overflow.move(written.skill(), learnt(entries.stream().filter(Draft::isAged)), budget);
    List<KeyedEdit> moves = new ArrayList<>(old.edits());
    if (hasRoom(base) && !hasRoom(old.skill())) {
      List<LearntText> rest = learnt(entries.stream().filter(e -> !isAged(e)));
      moves.addAll(Overflow.relieve(old.skill(), rest, budget).edits());
    }
    return moves.isEmpty()
        ? written
        : EditApplier.applyTracked(
            base, Stream.concat(keyed(entries), moves.stream()).toList(), settings.rules());
  }

  private static boolean isAged(Entry entry) {
    return Boolean.TRUE.equals(entry.lesson().aged());
  }

  /** The lessons that can stand elsewhere, in their order. */
  private static List<LearntText> learnt(Stream<Entry> entries) {
    return entries
        .filter(e -> e.edits().size() == 1)
        .map(e -> new LearntText(e.lesson().lessonId(), e.edits().get(0).section(), text(e)))
        .filter(t -> !t.text().isEmpty())
        .toList();
  }

  /** What is wrong with a skill that was not wrong with the base, one sentence a problem. */
  List<String> problems(Tracked written) {
    List<String> problems =
        new ArrayList<>(
            format.check(name, written.skill()).stream()
                .filter(p -> !problemsBefore.contains(p))
                .toList());
    if (hasRoom(base) && !hasRoom(written.skill())) {
      problems.add(
          "SKILL.md is beyond its budget of %d lines and %d tokens."
              .formatted(settings.budget().mainLines(), settings.budget().mainTokens()));
    }
    return problems;
  }

  private Tracked written(List<Entry> entries) {
    return EditApplier.applyTracked(base, keyed(entries).toList(), settings.rules());
  }

  private static Stream<KeyedEdit> keyed(List<Entry> entries) {
    return entries.stream()
        .flatMap(e -> e.edits().stream().map(edit -> new KeyedEdit(e.lesson().lessonId(), edit)));
  }

  private boolean hasRoom(Skill skill) {
    return settings.budget().holdsMain(skill.file(Skill.MAIN_FILE).orElse(""));
  }

  /** The lines that a lesson has in SKILL.md and that can stand elsewhere; empty for none. */
  private static String text(Entry entry) {
    Edit edit = entry.edits().get(0);
    return edit.op() == Op.APPEND && edit.file().equals(Skill.MAIN_FILE)
        ? edit.text().replaceFirst("^(?:[ \t]*\\R)+", "").stripTrailing()
        : "";
  }

  /** The edit as it goes into the skill: a one-line lesson carries its numbers. */
  static Edit printed(Lesson lesson) {
    Edit edit = lesson.edit();
    if (lesson.finding() == null || edit.op() != Op.APPEND || edit.text().contains("\n")) {
      return edit;
    }
    return edit.worded(edit.text() + " *Seen " + lesson.finding() + ".*");
  }
}
