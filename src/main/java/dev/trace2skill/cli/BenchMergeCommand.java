package dev.trace2skill.cli;

import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.consolidate.merge.bench.MergeBench;
import dev.trace2skill.consolidate.merge.bench.MergeBench.Round;
import dev.trace2skill.llm.Providers;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many calls and how much time it takes to merge lessons. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a model server that knows which made-up lessons say the same, merges them through the",
      "journal and the budget, and prints what that took, beside what the reference code of the paper",
      "takes for as many patches of one edit."
    },
    footer = {
      "",
      "The published calls are counted by its rules and not run: one a patch, merges of five, one an",
      "edit that is left. It waits for every call of a round before the next begins. The first merge",
      "pays for loading classes and connecting."
    })
final class BenchMergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--lessons",
      paramLabel = "N",
      split = ",",
      description = "Lessons to merge, one or more numbers; ${DEFAULT-VALUE} unless given.")
  private List<Integer> lessons = List.of(64, 64, 200, 2000);

  @Option(
      names = "--alike",
      paramLabel = "N",
      description = "Lessons that say the same, each; ${DEFAULT-VALUE} unless given.")
  private int alike = 2;

  @Option(
      names = "--fan-in",
      paramLabel = "N",
      description = "The most lessons in a question; ${DEFAULT-VALUE} unless given.")
  private int fanIn = MergeSettings.DEFAULT.fanIn();

  @Option(
      names = "--latency",
      paramLabel = "MILLIS",
      description =
          "What a call takes on average, from 0.8 to 1.2 times that; "
              + "${DEFAULT-VALUE} unless given.")
  private int latency = 250;

  @Override
  public Integer call() throws IOException {
    if (lessons.stream().anyMatch(n -> n < 2) || alike < 1 || fanIn < 2 || latency < 1) {
      throw new UserError(
          "--lessons and --fan-in must be at least 2, --alike and --latency at least 1");
    }
    int most = lessons.stream().mapToInt(n -> n).max().orElse(2);
    MergeBench bench =
        new MergeBench(
            Providers.of("openai-compatible"),
            new MergeSettings(fanIn, most),
            Duration.ofMillis(latency));
    List<List<String>> rows = new ArrayList<>();
    for (int count : lessons) {
      Path journal = Files.createTempDirectory("trace2skill-bench-");
      try {
        rows.add(row(bench.run(count, Math.max(1, count / alike), journal)));
      } finally {
        FileUtil.fullyDelete(journal.toFile());
      }
    }
    TextTable.print(
        spec.commandLine().getOut(),
        List.of(
            "lessons",
            "distinct",
            "left",
            "calls",
            "rounds",
            "seconds",
            "published calls",
            "of which merges",
            "published rounds"),
        rows,
        40);
    return 0;
  }

  private static List<String> row(Round round) {
    return List.of(
        Integer.toString(round.lessons()),
        Integer.toString(round.distinct()),
        Integer.toString(round.left()),
        Integer.toString(round.calls()),
        Integer.toString(round.rounds()),
        String.format(Locale.ROOT, "%.2f", round.seconds()),
        Integer.toString(round.publishedCalls()),
        Integer.toString(round.publishedMerges()),
        Integer.toString(round.publishedRounds()));
  }
}
