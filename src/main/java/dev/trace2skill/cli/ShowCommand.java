package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.analyze.Transcript;
import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one trajectory. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Prints a trajectory as an analyst reads it.",
    footer = {"", "Example: trace2skill show --warehouse W --budget 2000 1f3a7c"})
final class ShowCommand implements Callable<Integer> {

  private static final int DEFAULT_BUDGET = 8_000;
  private static final int MOST_NAMED = 5;

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Parameters(
      paramLabel = "TRAJECTORY_ID",
      description = "The trajectory's id, or its first 6 characters or more.")
  private String id = "";

  @Option(names = "--json", description = "All that is known of it, as one line of JSON.")
  private boolean json;

  @ArgGroup private @Nullable Length length;

  /** How much of it to print. */
  static final class Length {
    @Option(
        names = "--budget",
        paramLabel = "TOKENS",
        description =
            "Leaves out what matters least beyond about so many tokens; 8000 unless given.")
    private @Nullable Integer budget;

    @Option(names = "--whole", description = "Leaves nothing out; what repeats stays folded.")
    private boolean whole;

    int tokens() {
      return whole ? Integer.MAX_VALUE : budget == null ? DEFAULT_BUDGET : budget;
    }
  }

  @Override
  public Integer call() {
    String prefix = id.strip().toLowerCase(Locale.ROOT);
    IdPrefix.check("trajectory", prefix, id);
    int budget = length == null ? DEFAULT_BUDGET : length.tokens();
    if (budget < 1) {
      throw new UserError("--budget must be at least 1");
    }
    return settings.reading("show", warehouse -> show(warehouse, prefix, budget));
  }

  private void show(Warehouse warehouse, String prefix, int budget) {
    String found = only(warehouse, prefix);
    Dataset<Row> row = warehouse.read(TRAJECTORIES).where(col("trajectory_id").equalTo(found));
    if (json) {
      spec.commandLine().getOut().println(row.toJSON().first());
    } else {
      // One row, as the id is the key.
      print(Transcript.of(TRAJECTORIES.collect(row).get(0), budget), budget);
    }
  }

  private static String only(Warehouse warehouse, String prefix) {
    List<String> ids =
        warehouse
            .read(TRAJECTORIES)
            .where(col("trajectory_id").startsWith(prefix))
            .select("trajectory_id")
            .orderBy("trajectory_id")
            .takeAsList(MOST_NAMED)
            .stream()
            .map((Row row) -> row.getString(0))
            .toList();
    if (ids.isEmpty()) {
      throw new UserError("no trajectory begins with '" + prefix + "' in " + warehouse.path());
    }
    if (ids.size() > 1) {
      throw new UserError(
          "several trajectories begin with '"
              + prefix
              + "': "
              + ids.stream().collect(Collectors.joining(", "))
              + (ids.size() == MOST_NAMED ? ", perhaps more" : ""));
    }
    return ids.get(0);
  }

  private void print(Transcript transcript, int budget) {
    spec.commandLine().getOut().print(transcript.text());
    spec.commandLine().getOut().flush();
    if (!transcript.withinBudget()) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "Calls, errors and both ends alone take about %,d tokens, more than %,d.%n",
              transcript.tokens(),
              budget);
    }
  }
}
