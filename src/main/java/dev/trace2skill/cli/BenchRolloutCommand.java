package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.trace2skill.ingest.OutcomePolicy;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.UserError;
import dev.trace2skill.process.Confinement;
import dev.trace2skill.process.Limits;
import dev.trace2skill.rollout.RolloutSettings;
import dev.trace2skill.rollout.RolloutSettings.Placement;
import dev.trace2skill.rollout.RolloutStage;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.store.Sessions;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How well many runs of an agent share the time. */
@Command(
    name = "rollout",
    mixinStandardHelpOptions = true,
    description = {
      "Makes runs of a program that only waits, through Spark, the working copies and the journal,",
      "and prints how much of the window was in use: runs x wait / (window x seconds). The first",
      "seconds are those from the start of the first run to the end of the last, the second those of",
      "the whole stage, tables included; the start of Spark is in neither."
    })
final class BenchRolloutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs in a round; ${DEFAULT-VALUE} unless given.")
  private int runs = 1000;

  @Option(
      names = "--wait",
      paramLabel = "MILLIS",
      description = "What a run waits; ${DEFAULT-VALUE} unless given.")
  private int wait = 1000;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Runs at once, over all tasks; ${DEFAULT-VALUE} unless given.")
  private int window = 64;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds, each with runs of its own; ${DEFAULT-VALUE} unless given.")
  private int rounds = 2;

  @Option(
      names = "--isolation",
      paramLabel = "HOW",
      description = "What keeps runs in their place; ${DEFAULT-VALUE} unless given.")
  private String isolation = "auto";

  @Option(
      names = "--warehouse",
      paramLabel = "PATH",
      description = "Where the tables stay; without it they are deleted in the end.")
  private @Nullable Path kept;

  @Override
  public Integer call() throws IOException {
    if (runs < 1 || wait < 0 || window < 1 || rounds < 1) {
      throw new UserError("--runs, --window and --rounds must be at least 1");
    }
    Confinement how = Confinement.of(isolation);
    Path place = kept == null ? Files.createTempDirectory("trace2skill-bench-") : kept;
    SparkSession spark = Sessions.open("trace2skill bench rollout", "local[2]", Map.of());
    try {
      Warehouse warehouse = new Warehouse(spark, place.toAbsolutePath().toString());
      List<List<String>> rows = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        rows.add(round(warehouse, round));
      }
      spec.commandLine().getOut().println("isolation: " + how.label());
      TextTable.print(
          spec.commandLine().getOut(),
          List.of(
              "round",
              "runs",
              "known",
              "from journal",
              "millis a run",
              "runs s",
              "efficiency",
              "stage s",
              "of stage",
              "CPU s"),
          rows,
          40);
      return 0;
    } finally {
      spark.stop();
      if (kept == null) {
        FileUtil.fullyDelete(place.toFile());
      }
    }
  }

  private List<String> round(Warehouse warehouse, int round) {
    List<Task> tasks =
        IntStream.range(0, runs)
            .mapToObj(n -> new Task("bench-" + round + "-" + n, "Wait.", null))
            .toList();
    warehouse.append(TASKS, tasks);
    OutcomePolicy policy = new OutcomePolicy(OutcomeSettings.DEFAULT);
    RolloutStage stage = new RolloutStage(warehouse, settings(), policy::decide, "bench");
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    RolloutStage.Counts counts =
        stage.run(TASKS.rows(warehouse.spark(), tasks), (left, ordered) -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    Row stored =
        warehouse
            .read(TRAJECTORIES)
            .where("task_id like 'bench-" + round + "-%'")
            .selectExpr(
                "count(*)",
                "double(max(ended_at)) - double(min(started_at))",
                "avg(rollout.millis)")
            .first();
    if (stored.getLong(0) != runs) {
      throw new IllegalStateException(stored.getLong(0) + " of " + runs + " runs are stored");
    }
    double made = runs - counts.known() - counts.fromJournal();
    return List.of(
        Integer.toString(round + 1),
        Integer.toString(runs),
        Long.toString(counts.known()),
        Long.toString(counts.fromJournal()),
        String.format(Locale.ROOT, "%.0f", stored.getDouble(2)),
        String.format(Locale.ROOT, "%.1f", stored.getDouble(1)),
        efficiency(made, stored.getDouble(1)),
        String.format(Locale.ROOT, "%.1f", seconds),
        efficiency(made, seconds),
        String.format(Locale.ROOT, "%.1f", cpuSeconds() - cpu));
  }

  private String efficiency(double made, double seconds) {
    return String.format(Locale.ROOT, "%.3f", made * wait / 1000 / (window * seconds));
  }

  /** What this program took of the processors; what it started is not in it. */
  private static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  private RolloutSettings settings() {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    String script = "sleep " + wait / 1000.0 + "; echo done";
    settings.putArray("command").add("sh").add("-c").add(script);
    settings.put("format", "text");
    return new RolloutSettings(
        "command",
        HarnessSettings.of(settings),
        null,
        null,
        null,
        null,
        null,
        1,
        List.of(0L),
        Limits.DEFAULT,
        new Placement(null, isolation, window, null, 100_000, List.of(), List.of()),
        1,
        1 << 20);
  }
}
