package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.LESSONS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Words;
import dev.trace2skill.store.LastRun;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import java.util.concurrent.Callable;
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
    return settings.reading("lessons", this::list);
  }

  private void list(Warehouse warehouse) {
    Dataset<Row> all =
        warehouse
            .read(LESSONS)
            .where(col("consolidation_id").equalTo(new LastRun(warehouse).consolidation(skill)));
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

  private static List<String> row(Lesson lesson) {
    return List.of(
        IdPrefix.of(lesson.lessonId()),
        Words.of(lesson.status()),
        Long.toString(lesson.trajectoryCount()),
        Long.toString(lesson.taskCount()),
        Long.toString(lesson.principalCount()),
        Words.of(lesson.grade()),
        lesson.sentence() + (lesson.reason() == null ? "" : " [" + lesson.reason() + "]"));
  }
}
