package dev.trace2skill.consolidate;

import dev.trace2skill.consolidate.merge.Merged.Contradiction;
import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.Bisection;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.EditApplier.Tracked;
import dev.trace2skill.skill.Payload;
import dev.trace2skill.spi.SkillFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the next skill from the lessons that have support enough: the best supported first, each
 * on the same frozen base. What cannot go in together with a better one, or breaks the skill, stays
 * out with its reason, and nothing is held back for its sake. The result depends on the lessons
 * alone, not on their order.
 */
final class Editor {

  /** Most support first; the id settles ties. */
  static final Comparator<Lesson> SUPPORT =
      Comparator.comparingDouble((Lesson l) -> l.support() == null ? 0 : l.support())
          .thenComparingLong(Lesson::trajectoryCount)
          .thenComparingLong(Lesson::taskCount)
          .reversed()
          .thenComparing(Lesson::lessonId);

  private final Skill base;
  private final Draft draft;
  private final Clashes clashes;
  private final List<Lesson> decided = new ArrayList<>();

  /** What the files of the base say, by their paths. */
  private final Map<String, String> said = new HashMap<>();

  private Editor(String name, Skill base, SkillFormat format, ConsolidateSettings settings) {
    this.base = base;
    this.draft = new Draft(name, base, format, settings);
    this.clashes = new Clashes(base, settings.rules());
  }

  /**
   * What was written, and what became of each candidate.
   *
   * @param written the skill and who wrote each of its lines, by lesson id
   */
  record Edition(Tracked written, List<Lesson> lessons, List<Conflict> conflicts) {}

  /** A lesson on its way into the skill, and the edits that bring it in. */
  record Entry(Lesson lesson, List<Edit> edits) {}

  /**
   * What is known about texts that an agent should not follow unseen.
   *
   * @param released lessons that a reviewer accepted
   * @param knownHosts addresses that most of the runs behind a lesson had to do with, by lesson
   */
  record Vetting(Set<String> released, Map<String, Set<String>> knownHosts) {}

  /** Lessons that go in together, and those that cannot go in beside them. */
  private record Choice(List<Entry> chosen, List<Conflict> conflicts, List<Lesson> losers) {}

  /** A lesson that stays out, and why. */
  private record Culprit(Lesson lesson, String reason) {}

  /**
   * Writes a skill.
   *
   * @param vetting what is known about texts that an agent should not follow unseen
   * @param contradictions pairs of lessons of which a model says that they contradict each other
   */
  static Edition write(
      String name,
      Skill base,
      SkillFormat format,
      ConsolidateSettings settings,
      List<Lesson> candidates,
      Vetting vetting,
      List<Contradiction> contradictions) {
    Editor editor = new Editor(name, base, format, settings);
    return editor.write(candidates, vetting, contradictions);
  }

  private Edition write(
      List<Lesson> candidates, Vetting vetting, List<Contradiction> contradictions) {
    List<Lesson> open = new ArrayList<>();
    for (Lesson lesson : candidates.stream().sorted(SUPPORT).toList()) {
      Optional<String> payload = payload(lesson, vetting);
      Optional<String> rejection = clashes.rejection(lesson);
      if (rejection.isPresent()) {
        decide(lesson, Status.REJECTED, 0, rejection.get());
      } else if (isKnown(lesson.edit())) {
        decide(lesson, Status.KNOWN, 0, "the base skill says it already");
      } else if (payload.isPresent()) {
        decide(lesson, Status.QUARANTINED, 0, payload.get());
      } else {
        open.add(lesson);
      }
    }
    while (true) {
      Choice choice = choose(open);
      Tracked written = draft.apply(choice.chosen());
      List<Culprit> culprits = culprits(choice.chosen(), written);
      if (culprits.isEmpty()) {
        choice.conflicts().addAll(open(choice.chosen(), contradictions));
        return finish(choice, written);
      }
      // They may have kept others out, who are considered anew without them.
      for (Culprit culprit : culprits) {
        open.remove(culprit.lesson());
        decide(culprit.lesson(), Status.REJECTED, 0, culprit.reason());
      }
    }
  }

  private Optional<String> payload(Lesson lesson, Vetting vetting) {
    if (vetting.released().contains(lesson.lessonId())) {
      return Optional.empty();
    }
    Set<String> known = vetting.knownHosts().getOrDefault(lesson.lessonId(), Set.of());
    List<String> problems = Payload.problems(text(lesson), base, known);
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  /** All that a lesson brings in. */
  static String text(Lesson lesson) {
    String link = lesson.edit().link();
    return lesson.edit().text() + (link == null ? "" : "\n" + link);
  }

  private Choice choose(List<Lesson> lessons) {
    Choice choice = new Choice(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Lesson lesson : lessons) {
      Optional<Entry> entry = draft.entry(lesson, choice.chosen());
      Optional<Conflict> conflict =
          choice.chosen().stream()
              .flatMap(rival -> conflict(rival.lesson(), lesson, entry.isPresent()).stream())
              .findFirst();
      if (conflict.isEmpty()) {
        choice.chosen().add(entry.orElseThrow());
      } else {
        choice.losers().add(lesson);
        choice.conflicts().add(conflict.get());
      }
    }
    return choice;
  }

  private Optional<Conflict> conflict(Lesson winner, Lesson loser, boolean fitsIn) {
    return clashes
        .between(winner, loser, fitsIn)
        .map(
            reason ->
                new Conflict(
                    ContentId.of("conflict", loser.consolidationId(), loser.lessonId()),
                    loser.consolidationId(),
                    winner.lessonId(),
                    loser.lessonId(),
                    reason));
  }

  /**
   * The lessons that have to go: those of which an edit did not apply, which changed nothing for
   * the others; or else the one that brings a problem in.
   */
  private List<Culprit> culprits(List<Entry> chosen, Tracked written) {
    List<Culprit> culprits = new ArrayList<>();
    for (Entry entry : chosen) {
      written.rejections().stream()
          .filter(rejection -> entry.edits().contains(rejection.edit()))
          .findFirst()
          .map(r -> new Culprit(entry.lesson(), "it does not go in with the others: " + r.reason()))
          .ifPresent(culprits::add);
    }
    if (culprits.isEmpty()) {
      draft.problems(written).stream()
          .findFirst()
          .map(problem -> culprit(chosen, problem))
          .ifPresent(culprits::add);
    }
    return culprits;
  }

  /** The lesson that brings a problem in when they come in by their support. */
  private Culprit culprit(List<Entry> chosen, String problem) {
    int place =
        Bisection.culprit(
            chosen,
            some -> draft.problems(draft.apply(some)).stream().anyMatch(p -> same(p, problem)));
    return new Culprit(chosen.get(place).lesson(), "with it the skill breaks a rule: " + problem);
  }

  /** Problems that differ in a count are the same one. */
  private static boolean same(String problem, String other) {
    return problem.replaceAll("\\d+", "#").equals(other.replaceAll("\\d+", "#"));
  }

  /** Contradictions that a model sees cost no lesson: they are noted for a reviewer. */
  private static List<Conflict> open(List<Entry> chosen, List<Contradiction> contradictions) {
    List<Conflict> conflicts = new ArrayList<>();
    List<Lesson> lessons = chosen.stream().map(Entry::lesson).toList();
    for (Contradiction each : contradictions) {
      List<Lesson> both =
          lessons.stream()
              .filter(l -> l.lessonId().equals(each.a()) || l.lessonId().equals(each.b()))
              .toList();
      if (both.size() == 2) {
        Lesson winner = both.get(0);
        Lesson other = both.get(1);
        conflicts.add(
            new Conflict(
                ContentId.of(
                    "open conflict", other.consolidationId(), winner.lessonId(), other.lessonId()),
                other.consolidationId(),
                winner.lessonId(),
                other.lessonId(),
                "both are in the skill, but a model says that they contradict each other: "
                    + each.why()));
      }
    }
    return conflicts;
  }

  private Edition finish(Choice choice, Tracked written) {
    for (int i = 0; i < choice.chosen().size(); i++) {
      decide(choice.chosen().get(i).lesson(), Status.ACCEPTED, i + 1, null);
    }
    for (int i = 0; i < choice.losers().size(); i++) {
      decide(choice.losers().get(i), Status.CONFLICT, 0, choice.conflicts().get(i).reason());
    }
    return new Edition(
        written,
        decided.stream().sorted(Comparator.comparing(Lesson::lessonId)).toList(),
        List.copyOf(choice.conflicts()));
  }

  /** Whether the base has the lesson as a block of its own, alone or with its numbers behind it. */
  private boolean isKnown(Edit edit) {
    Optional<String> text = base.file(edit.file());
    if (edit.op() != Edit.Op.APPEND || text.isEmpty()) {
      return false;
    }
    String all =
        said.computeIfAbsent(edit.file(), file -> "\n" + CanonicalText.of(text.get()) + "\n");
    String lesson = "\n" + CanonicalText.of(edit.text());
    return all.contains(lesson + "\n") || all.contains(lesson + ". seen ");
  }

  private void decide(Lesson lesson, Status status, int rank, @Nullable String reason) {
    decided.add(lesson.decided(status, rank, reason));
  }
}
