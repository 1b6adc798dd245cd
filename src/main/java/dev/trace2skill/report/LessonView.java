package dev.trace2skill.report;

import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lesson as the page shows it.
 *
 * @param bar length of the bar of its support, from 1 to 100
 * @param numbers what is counted of it beyond that, in words
 * @param more how many edits say so that are not cited; empty for none
 * @param href where it stands on the page when it is in the skill; empty when it is not
 */
record LessonView(
    String id,
    String shortId,
    String status,
    String statusKey,
    String text,
    String place,
    String runs,
    String tasks,
    String grade,
    long trajectoryCount,
    int bar,
    String numbers,
    String finding,
    String reason,
    String href,
    List<Party> conflicts,
    List<LineageView.Source> sources,
    String more) {

  private static final int LONGEST = 600;

  /**
   * The other side of a conflict.
   *
   * @param verb won over, or lost to
   */
  record Party(String verb, String text, String reason) {}

  /** The page's words for what became of a lesson. */
  static String status(Status status) {
    return switch (status) {
      case ACCEPTED -> "in the skill";
      case WAITING -> "waiting";
      case CONFLICT -> "lost a conflict";
      case REJECTED -> "rejected";
      case KNOWN -> "known already";
      case OVERRIDDEN -> "overridden";
      case QUARANTINED -> "quarantined";
      case RETIRED -> "retired";
    };
  }

  /**
   * A lesson with what stands behind it.
   *
   * @param most the support of the best supported lesson
   * @param line its first line in the skill; null when it is not in the skill
   */
  static LessonView of(
      Lesson lesson, long most, @Nullable String line, List<Party> conflicts, List<Cited> cited) {
    long edits = cited.isEmpty() ? 0 : cited.get(0).editCount();
    long more = edits - cited.size();
    return new LessonView(
        lesson.lessonId(),
        IdPrefix.of(lesson.lessonId()),
        status(lesson.status()),
        lesson.status().name(),
        SafeText.cut(lesson.sentence(), LONGEST),
        LineageView.place(lesson.edit()),
        Words.count(lesson.trajectoryCount(), "run", "runs"),
        Words.count(lesson.taskCount(), "task", "tasks"),
        Words.of(lesson.grade()),
        lesson.trajectoryCount(),
        (int) Math.max(1, 100 * lesson.trajectoryCount() / Math.max(1, most)),
        numbers(lesson),
        lesson.finding() == null ? "" : SafeText.cut(lesson.finding(), LONGEST),
        lesson.reason() == null ? "" : SafeText.cut(lesson.reason(), LONGEST),
        line == null ? "" : line,
        conflicts,
        cited.stream().map(LineageView::source).toList(),
        more <= 0 ? "" : Words.count(more, "more edit says so", "more edits say so"));
  }

  private static String numbers(Lesson lesson) {
    StringBuilder out = new StringBuilder();
    out.append(
        lesson.eligibleCount() == null
            ? Words.count(lesson.trajectoryCount(), "run", "runs")
            : Words.number(lesson.trajectoryCount())
                + " of "
                + Words.count(lesson.eligibleCount(), "run", "runs")
                + " that could show it");
    out.append(", ").append(Words.count(lesson.taskCount(), "task", "tasks"));
    out.append(", ").append(Words.count(lesson.principalCount(), "principal", "principals"));
    out.append("; proposed by ").append(String.join(", ", lesson.analysts()));
    if (!lesson.models().isEmpty()) {
      out.append(" with ").append(String.join(", ", lesson.models()));
    }
    return out.append('.').toString();
  }
}
