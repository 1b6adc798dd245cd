package dev.trace2skill.cli;

import dev.trace2skill.llm.Providers;
import dev.trace2skill.llm.bench.TalksBench;
import dev.trace2skill.llm.bench.TalksBench.Round;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Sessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How well many talks with a model share the time. */
@Command(
    name = "talks",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a model server that only waits, holds many talks with it through Spark, the journal",
      "and the budget, and prints how much of the window was in use: work / (window x seconds),",
      "where the work is the time for which the server made all calls wait."
    },
    footer = {
      "",
      "The first round pays for loading classes and connecting; the start of Spark is in none."
    })
final class BenchTalksCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--talks",
      paramLabel = "N",
      description = "Talks in a round; ${DEFAULT-VALUE} unless given.")
  private int talks = 2000;

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "Calls in a talk; ${DEFAULT-VALUE} unless given.")
  private int calls = 3;

  @Option(
      names = "--latency",
      paramLabel = "MILLIS",
      description =
          "What a call takes on average, from 0.8 to 1.2 times that; "
              + "${DEFAULT-VALUE} unless given.")
  private int latency = 500;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Calls in flight, over all tasks; ${DEFAULT-VALUE} unless given.")
  private int window = 256;

  @Option(
      names = "--work",
      paramLabel = "PLACE",
      description = "Where the journal goes; a temporary folder, unless given.")
  private @Nullable String work;

  @Override
  public Integer call() throws IOException {
    if (talks < 1 || calls < 1 || latency < 1 || window < 1) {
      throw new UserError("--talks, --calls, --latency and --window must be at least 1");
    }
    SparkSession spark = Sessions.open("trace2skill bench talks", "local[2]", Map.of());
    try (Scratch scratch = Scratch.in(work, spark.sparkContext().hadoopConfiguration())) {
      TalksBench bench =
          new TalksBench(
              () -> Providers.of("openai-compatible"),
              talks,
              calls,
              Duration.ofMillis(latency),
              window);
      List<List<String>> rows = new ArrayList<>();
      for (Round round : bench.run(spark, scratch.resolve("journal"), 2)) {
        rows.add(row(rows.size() + 1, round));
      }
      PrintWriter out = spec.commandLine().getOut();
      TextTable.print(
          out,
          List.of(
              "round",
              "seconds",
              "work s",
              "efficiency",
              "CPU s",
              "threads",
              "requests",
              "in ledger",
              "RSS MB"),
          rows,
          40);
      return 0;
    } finally {
      spark.stop();
    }
  }

  private static List<String> row(int number, Round round) {
    return List.of(
        Integer.toString(number),
        String.format(Locale.ROOT, "%.2f", round.seconds()),
        String.format(Locale.ROOT, "%.0f", round.workSeconds()),
        String.format(Locale.ROOT, "%.3f", round.efficiency()),
        String.format(Locale.ROOT, "%.1f", round.cpuSeconds()),
        Integer.toString(round.threads()),
        Long.toString(round.requests()),
        Long.toString(round.ledgerRequests()),
        Long.toString(round.megabytes()));
  }
}
