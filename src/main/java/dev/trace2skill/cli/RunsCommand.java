package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.RUNS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Run;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what was run on a warehouse, the last first. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the runs that wrote to the tables, the last first.",
    footer = {"", "Example: trace2skill runs --warehouse W --limit 5"})
final class RunsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many; ${DEFAULT-VALUE} unless given.")
  private int limit = 20;

  @Option(names = "--json", description = "A JSON object a line, with all that is known of a run.")
  private boolean json;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UserError("--limit must be at least 1");
    }
    return settings.reading("runs", this::list);
  }

  private void list(Warehouse warehouse) {
    Dataset<Row> last =
        warehouse.read(RUNS).orderBy(col("started_at").desc(), col("run_id")).limit(limit);
    if (json) {
      last.toJSON().collectAsList().forEach(spec.commandLine().getOut()::println);
    } else {
      table(RUNS.collect(last), warehouse.path());
    }
  }

  private void table(List<Run> runs, String path) {
    if (runs.isEmpty()) {
      spec.commandLine().getOut().println("Nothing was run on " + path + " yet.");
      return;
    }
    TextTable.fit(
        spec,
        List.of("run", "started", "seconds", "command", "skill", "exit", "how it ended"),
        runs.stream().map(RunsCommand::row).toList());
  }

  private static List<String> row(Run run) {
    return List.of(
        run.runId().substring(0, 8),
        run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        String.format(
            Locale.ROOT, "%.1f", Duration.between(run.startedAt(), run.endedAt()).toMillis() / 1e3),
        run.command(),
        run.skillName() == null ? "" : run.skillName(),
        Integer.toString(run.exitCode()),
        run.exitReason());
  }
}
