package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.TASKS;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the stored tasks. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the stored tasks, ordered by id.")
final class TasksListCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("task", "split", "tags", "inputs", "judged by", "query");

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(names = "--split", paramLabel = "NAME", description = "Only those of a split.")
  private @Nullable String split;

  @Option(names = "--tag", paramLabel = "TAG", description = "Only those with all such tags.")
  private List<String> tags = List.of();

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "The most that are listed; ${DEFAULT-VALUE}.")
  private int limit = 50;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UserError("--limit must be at least 1");
    }
    Warehouse warehouse = settings.open("tasks");
    try {
      Dataset<Row> wanted = wanted(warehouse);
      long count = wanted.count();
      // No more than the limit.
      List<Task> tasks = TASKS.collect(wanted.orderBy("task_id").limit(limit));
      TextTable.print(
          spec.commandLine().getOut(),
          COLUMNS,
          tasks.stream().map(TasksListCommand::row).toList(),
          60);
      spec.commandLine().getOut().printf(Locale.ROOT, "%d of %d tasks.%n", tasks.size(), count);
      return 0;
    } finally {
      warehouse.spark().stop();
    }
  }

  private Dataset<Row> wanted(Warehouse warehouse) {
    Dataset<Row> tasks = warehouse.read(TASKS);
    if (split != null) {
      tasks = tasks.where(col("split").equalTo(split));
    }
    for (String tag : tags) {
      tasks = tasks.where(array_contains(col("tags"), tag));
    }
    return tasks;
  }

  private static List<String> row(Task task) {
    return List.of(
        task.taskId(),
        task.split() == null ? "" : task.split(),
        String.join(" ", task.tags()),
        Integer.toString(task.inputs().size()),
        judges(task),
        task.query());
  }

  private static String judges(Task task) {
    if (!task.checks().isEmpty()) {
      return task.checks().stream().map(Check::label).collect(Collectors.joining(", "));
    }
    GroundTruth truth = task.groundTruth();
    if (truth == null || (truth.calls().isEmpty() && truth.outputs().isEmpty())) {
      return "nobody";
    }
    return truth.calls().isEmpty() ? "answer" : "calls";
  }
}
