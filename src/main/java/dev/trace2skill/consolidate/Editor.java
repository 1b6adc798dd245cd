package dev.trace2skill.consolidate;

import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.EditApplier;
import dev.trace2skill.skill.EditApplier.Tracked;
import dev.trace2skill.skill.EditSpan;
import dev.trace2skill.skill.KeyedEdit;
import dev.trace2skill.spi.SkillFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the next skill from the lessons that have support enough: the best supported first, each
 * on the same frozen base. What cannot go in together with a better one, or breaks the skill, stays
 * out with its reason. The result depends on the lessons alone, not on their order.
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
  private final List<Lesson> decided = new ArrayList<>();
  private final List<Lesson> accepted = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();

  private Editor(String name, Skill base, SkillFormat format) {
    this.name = name;
    this.base = base;
    this.format = format;
  }

  /**
   * What was written, and what became of each candidate.
   *
   * @param written the skill and who wrote each of its lines, by lesson id
   */
  record Edition(Tracked written, List<Lesson> lessons, List<Conflict> conflicts) {}

  static Edition write(String name, Skill base, SkillFormat format, List<Lesson> candidates) {
    Editor editor = new Editor(name, base, format);
    candidates.stream().sorted(SUPPORT).forEach(editor::consider);
    return editor.finish();
  }

  private void consider(Lesson lesson) {
    if (isKnown(lesson.edit())) {
      decide(lesson, Status.KNOWN, "the base skill says it already");
      return;
    }
    Optional<Lesson> rival =
        accepted.stream().filter(a -> EditSpan.touch(base, a.edit(), lesson.edit())).findFirst();
    if (rival.isPresent()) {
      String reason = "both change the same lines of " + lesson.edit().file();
      conflicts.add(
          new Conflict(
              ContentId.of("conflict", lesson.consolidationId(), lesson.lessonId()),
              lesson.consolidationId(),
              rival.get().lessonId(),
              lesson.lessonId(),
              reason));
      decide(lesson, Status.CONFLICT, reason);
      return;
    }
    accepted.add(lesson);
  }

  /**
   * Takes lessons out again, the least supported first, until the skill keeps its format's rules.
   */
  private Edition finish() {
    List<String> before = format.check(name, base);
    while (true) {
      Tracked written =
          EditApplier.applyTracked(
              base, accepted.stream().map(l -> new KeyedEdit(l.lessonId(), printed(l))).toList());
      Optional<String> problem =
          format.check(name, written.skill()).stream().filter(p -> !before.contains(p)).findFirst();
      if (problem.isEmpty() || accepted.isEmpty()) {
        accepted.forEach(l -> decide(l, Status.ACCEPTED, null));
        return new Edition(
            written,
            decided.stream().sorted(Comparator.comparing(Lesson::lessonId)).toList(),
            List.copyOf(conflicts));
      }
      decide(
          accepted.remove(accepted.size() - 1),
          Status.REJECTED,
          "with it the skill breaks a rule: " + problem.get());
    }
  }

  private boolean isKnown(Edit edit) {
    return edit.op() == Edit.Op.APPEND
        && base.file(edit.file())
            .map(text -> CanonicalText.of(text).contains(CanonicalText.of(edit.text())))
            .orElse(false);
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

  private void decide(Lesson l, Status status, @Nullable String reason) {
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
            status == Status.ACCEPTED ? accepted.indexOf(l) + 1 : 0,
            status,
            reason,
            l.finding()));
  }
}
