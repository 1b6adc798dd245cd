package dev.trace2skill.consolidate;

import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.EditApplier;
import dev.trace2skill.skill.EditApplier.Rejection;
import dev.trace2skill.skill.EditApplier.Tracked;
import dev.trace2skill.skill.EditSpan;
import dev.trace2skill.skill.KeyedEdit;
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
  private static final Comparator<Lesson> SUPPORT =
      Comparator.comparingLong(Lesson::trajectoryCount)
          .thenComparingLong(Lesson::taskCount)
          .reversed()
          .thenComparing(Lesson::lessonId);

  private final String name;
  private final Skill base;
  private final SkillFormat format;
  private final Set<String> problemsBefore;
  private final Map<Lesson, EditSpan> spans = new HashMap<>();
  private final List<Lesson> decided = new ArrayList<>();

  private Editor(String name, Skill base, SkillFormat format) {
    this.name = name;
    this.base = base;
    this.format = format;
    this.problemsBefore = Set.copyOf(format.check(name, base));
  }

  /**
   * What was written, and what became of each candidate.
   *
   * @param written the skill and who wrote each of its lines, by lesson id
   */
  record Edition(Tracked written, List<Lesson> lessons, List<Conflict> conflicts) {}

  /** Lessons that go in together, and those that cannot go in beside them. */
  private record Choice(List<Lesson> chosen, List<Conflict> conflicts, List<Lesson> losers) {}

  /** A lesson that stays out, and why. */
  private record Culprit(Lesson lesson, String reason) {}

  static Edition write(String name, Skill base, SkillFormat format, List<Lesson> candidates) {
    return new Editor(name, base, format).write(candidates);
  }

  private Edition write(List<Lesson> candidates) {
    List<Lesson> open = new ArrayList<>();
    for (Lesson lesson : candidates.stream().sorted(SUPPORT).toList()) {
      if (isKnown(lesson.edit())) {
        decide(lesson, Status.KNOWN, 0, "the base skill says it already");
      } else {
        open.add(lesson);
        spans.put(lesson, EditSpan.of(base, lesson.edit()));
      }
    }
    while (true) {
      Choice choice = choose(open);
      Tracked written = apply(choice.chosen());
      Optional<Culprit> culprit = culprit(choice.chosen(), written);
      if (culprit.isEmpty()) {
        return finish(choice, written);
      }
      // It may have kept others out: they are considered anew without it.
      open.remove(culprit.get().lesson());
      decide(culprit.get().lesson(), Status.REJECTED, 0, culprit.get().reason());
    }
  }

  private Choice choose(List<Lesson> lessons) {
    Choice choice = new Choice(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Lesson lesson : lessons) {
      Optional<Lesson> rival =
          choice.chosen().stream().filter(a -> spans.get(a).touches(spans.get(lesson))).findFirst();
      if (rival.isEmpty()) {
        choice.chosen().add(lesson);
      } else {
        choice.losers().add(lesson);
        choice
            .conflicts()
            .add(
                new Conflict(
                    ContentId.of("conflict", lesson.consolidationId(), lesson.lessonId()),
                    lesson.consolidationId(),
                    rival.get().lessonId(),
                    lesson.lessonId(),
                    "both change the same lines of " + lesson.edit().file()));
      }
    }
    return choice;
  }

  /** The lesson that has to go first, if one has to. */
  private Optional<Culprit> culprit(List<Lesson> chosen, Tracked written) {
    for (Rejection rejection : written.rejections()) {
      for (Lesson lesson : chosen) {
        if (printed(lesson).equals(rejection.edit())) {
          return Optional.of(
              new Culprit(lesson, "it does not go in with the others: " + rejection.reason()));
        }
      }
    }
    return newProblems(written).stream().findFirst().map(p -> culprit(chosen, p));
  }

  /** The least supported lesson without which the problem is not there; else the last of all. */
  private Culprit culprit(List<Lesson> chosen, String problem) {
    Lesson least = chosen.get(chosen.size() - 1);
    for (int i = chosen.size() - 1; i >= 0; i--) {
      List<Lesson> others = new ArrayList<>(chosen);
      others.remove(i);
      if (!newProblems(apply(others)).contains(problem)) {
        least = chosen.get(i);
        break;
      }
    }
    return new Culprit(least, "with it the skill breaks a rule: " + problem);
  }

  private List<String> newProblems(Tracked written) {
    return format.check(name, written.skill()).stream()
        .filter(p -> !problemsBefore.contains(p))
        .toList();
  }

  private Edition finish(Choice choice, Tracked written) {
    for (int i = 0; i < choice.chosen().size(); i++) {
      decide(choice.chosen().get(i), Status.ACCEPTED, i + 1, null);
    }
    for (int i = 0; i < choice.losers().size(); i++) {
      decide(choice.losers().get(i), Status.CONFLICT, 0, choice.conflicts().get(i).reason());
    }
    return new Edition(
        written,
        decided.stream().sorted(Comparator.comparing(Lesson::lessonId)).toList(),
        List.copyOf(choice.conflicts()));
  }

  private Tracked apply(List<Lesson> lessons) {
    return EditApplier.applyTracked(
        base, lessons.stream().map(l -> new KeyedEdit(l.lessonId(), printed(l))).toList());
  }

  /** Whether the base has the lesson as a block of its own, alone or with its numbers behind it. */
  private boolean isKnown(Edit edit) {
    Optional<String> text = base.file(edit.file());
    if (edit.op() != Edit.Op.APPEND || text.isEmpty()) {
      return false;
    }
    String said = "\n" + CanonicalText.of(text.get()) + "\n";
    String lesson = "\n" + CanonicalText.of(edit.text());
    return said.contains(lesson + "\n") || said.contains(lesson + ". seen ");
  }

  /** The edit as it goes into the skill: a one-line lesson carries its numbers. */
  private static Edit printed(Lesson lesson) {
    Edit edit = lesson.edit();
    if (lesson.finding() == null || edit.op() != Edit.Op.APPEND || edit.text().contains("\n")) {
      return edit;
    }
    return Edit.append(
        edit.file(), edit.section(), edit.text() + " *Seen " + lesson.finding() + ".*");
  }

  private void decide(Lesson l, Status status, int rank, @Nullable String reason) {
    decided.add(
        new Lesson(
            l.lessonId(),
            l.consolidationId(),
            l.edit(),
            l.grade(),
            l.analysts(),
            l.contrastIds(),
            l.trajectoryCount(),
            l.taskCount(),
            l.principalCount(),
            rank,
            status,
            reason,
            l.finding()));
  }
}
