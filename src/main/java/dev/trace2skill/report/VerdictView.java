package dev.trace2skill.report;

import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.LessonResult;
import dev.trace2skill.model.Verdict.TaskResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as the page shows it.
 *
 * @param decision accept, reject or inconclusive
 * @param rows its comparisons
 * @param tasks the tasks that go worse, the worst first, and then those that gain most
 * @param lessons how each lesson did in other evidence
 */
record VerdictView(
    String cell,
    String kind,
    String decision,
    String decisionKey,
    String reason,
    String evidence,
    List<Row> rows,
    List<Task> tasks,
    String moreTasks,
    List<Replicated> lessons) {

  private static final int MOST_TASKS = 30;
  private static final int LONGEST = 600;

  /** A comparison in numbers. */
  record Row(
      String what,
      String tasks,
      String runs,
      String before,
      String after,
      String points,
      String interval,
      String better,
      String worse,
      String p) {}

  /** How a task went. */
  record Task(String task, String family, String runs, String before, String after) {}

  /** How a lesson did. */
  record Replicated(
      String href, String text, String fate, String learnt, String there, String reason) {}

  static VerdictView of(Verdict verdict, Map<String, LessonView> lessons) {
    List<TaskResult> tasks =
        verdict.tasks().stream()
            .filter(t -> t.versionCount() != t.baseCount())
            .sorted(
                Comparator.comparingDouble((TaskResult t) -> t.effect() < 0 ? t.effect() : 1)
                    .thenComparing(Comparator.comparingDouble(TaskResult::effect).reversed())
                    .thenComparing(TaskResult::taskId))
            .toList();
    return new VerdictView(
        verdict.cell(),
        Words.of(verdict.kind()),
        decision(verdict.decision()),
        Words.of(verdict.decision()),
        SafeText.cut(verdict.reason(), LONGEST),
        SafeText.cut(verdict.evidence(), LONGEST),
        rows(verdict),
        tasks.stream().limit(MOST_TASKS).map(VerdictView::task).toList(),
        tasks.size() > MOST_TASKS
            ? Words.count(tasks.size() - (long) MOST_TASKS, "more task", "more tasks")
            : "",
        verdict.lessons().stream().map(l -> replicated(l, lessons)).toList());
  }

  static String decision(Verdict.Decision decision) {
    return switch (decision) {
      case ACCEPT -> "accepted";
      case REJECT -> "rejected";
      case INCONCLUSIVE -> "inconclusive";
    };
  }

  private static List<Row> rows(Verdict verdict) {
    List<Row> rows = new ArrayList<>();
    if (verdict.result() != null) {
      rows.add(row("version against base", verdict.result()));
    }
    if (verdict.noise() != null) {
      rows.add(row("base against itself", verdict.noise()));
    }
    return rows;
  }

  private static Row row(String what, Comparison c) {
    return new Row(
        what,
        Words.number(c.taskCount()),
        Words.number(c.pairCount()),
        Words.percent(c.baseRate()),
        Words.percent(c.versionRate()),
        Words.points(c.effect()),
        interval(c.low(), c.high()),
        Words.number(c.winCount()),
        Words.number(c.lossCount()),
        Words.probability(c.pValue()));
  }

  static String interval(double low, double high) {
    return Words.points(low) + " to " + Words.points(high);
  }

  private static Task task(TaskResult task) {
    return new Task(
        SafeText.cut(task.taskId(), 80),
        SafeText.cut(task.family(), 80),
        Words.number(task.pairCount()),
        Words.number(task.baseCount()),
        Words.number(task.versionCount()));
  }

  private static Replicated replicated(LessonResult result, Map<String, LessonView> lessons) {
    LessonView lesson = lessons.get(result.lessonId());
    return new Replicated(
        lesson == null ? "" : lesson.href(),
        lesson == null ? IdPrefix.of(result.lessonId()) : SafeText.cut(lesson.text(), 160),
        Words.of(result.fate()),
        effect(result.learntEffect(), null, null),
        effect(result.effect(), result.low(), result.high()),
        SafeText.cut(result.reason(), LONGEST));
  }

  private static String effect(
      @Nullable Double effect, @Nullable Double low, @Nullable Double high) {
    if (effect == null) {
      return "";
    }
    return low == null || high == null
        ? Words.points(effect)
        : Words.points(effect) + " (" + interval(low, high) + ")";
  }
}
