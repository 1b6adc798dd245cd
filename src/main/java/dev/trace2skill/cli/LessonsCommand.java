package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.RUNS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the lessons of a consolidation. */
@Command(
    name = "lessons",
    mixinStandardHelpOptions = true,
    description = "Lists the lessons of the last consolidation, the best supported first.",
    footer = {"", "Example: trace2skill lessons --warehouse W --status waiting --status conflict"})
final class LessonsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those; may be given several times. One of ${COMPLETION-CANDIDATES}.")
  private List<Status> statuses = List.of();

  @Option(
      names = "--skill",
      paramLabel = "NAME",
      description = "Of which skill; of the one that was consolidated last unless given.")
  private @Nullable String skill;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many; ${DEFAULT-VALUE} unless given.")
  private int limit = 50;

  @Option(names = "--json", description = "A JSON object a line, with all that is known of it.")
  private boolean json;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UserError("--limit must be at least 1");
    }
    Warehouse warehouse = settings.open("lessons");
    try {
      list(warehouse);
      return 0;
    } finally {
      warehouse.spark().stop();
    }
  }

  private void list(Warehouse warehouse) {
    Dataset<Row> all =
        warehouse.read(LESSONS).where(col("consolidation_id").equalTo(last(warehouse)));
    Dataset<Row> some =
        (statuses.isEmpty()
                ? all
                : all.where(col("status").isin(statuses.stream().map(Words::of).toArray())))
            .orderBy(col("support").desc(), col("trajectory_count").desc(), col("lesson_id"))
            .limit(limit);
    if (json) {
      some.toJSON().collectAsList().forEach(spec.commandLine().getOut()::println);
      return;
    }
    List<Lesson> lessons = LESSONS.collect(some);
    if (lessons.isEmpty()) {
      spec.commandLine().getOut().println("There is no such lesson.");
      return;
    }
    TextTable.fit(
        spec,
        List.of("lesson", "status", "runs", "tasks", "users", "grade", "text"),
        lessons.stream().map(LessonsCommand::row).toList());
  }

  private String last(Warehouse warehouse) {
    Column made = col("consolidation_id").isNotNull();
    return warehouse
        .read(RUNS)
        .where(skill == null ? made : made.and(col("skill_name").equalTo(skill)))
        .orderBy(col("ended_at").desc())
        .select("consolidation_id")
        .takeAsList(1)
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "no consolidation%s in %s yet; run consolidate first"
                        .formatted(skill == null ? "" : " of " + skill, warehouse.path())))
        .getString(0);
  }

  private static List<String> row(Lesson lesson) {
    return List.of(
        lesson.lessonId().substring(0, Math.min(12, lesson.lessonId().length())),
        Words.of(lesson.status()),
        Long.toString(lesson.trajectoryCount()),
        Long.toString(lesson.taskCount()),
        Long.toString(lesson.principalCount()),
        Words.of(lesson.grade()),
        lesson.edit().text().replaceFirst("^- ", "")
            + (lesson.reason() == null ? "" : " [" + lesson.reason() + "]"));
  }
}
