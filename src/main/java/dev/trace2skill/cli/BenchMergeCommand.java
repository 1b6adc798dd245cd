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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many calls and how much time merging lessons takes. */
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
      "edit that is left. It waits for every call of a round before the next begins. A merge before",
      "the first one pays for loading classes."
    })
final class BenchMergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--lessons",
      paramLabel = "N=DISTINCT",
      split = ",",
      description =
          "Lessons to merge, and how many of them say different things; 64=49,200=117,2000=1200"
              + " unless given.")
  private Map<Integer, Integer> lessons = new TreeMap<>(Map.of(64, 49, 200, 117, 2_000, 1_200));

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
    boolean wrong =
        lessons.entrySet().stream()
            .anyMatch(e -> e.getKey() < 2 || e.getValue() < 1 || e.getValue() > e.getKey());
    if (wrong || fanIn < 2 || latency < 1) {
      throw new UserError(
          "--lessons and --fan-in must be at least 2, DISTINCT from 1 to N, --latency at least 1");
    }
    int most = Collections.max(lessons.keySet());
    MergeBench bench =
        new MergeBench(
            Providers.of("openai-compatible"),
            new MergeSettings(fanIn, most),
            Duration.ofMillis(latency));
    var unused = run(bench, 2 * fanIn, fanIn);
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<Integer, Integer> each : new TreeMap<>(lessons).entrySet()) {
      rows.add(row(run(bench, each.getKey(), each.getValue())));
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

  private static Round run(MergeBench bench, int lessons, int distinct) throws IOException {
    Path journal = Files.createTempDirectory("trace2skill-bench-");
    try {
      return bench.run(lessons, distinct, journal);
    } finally {
      FileUtil.fullyDelete(journal.toFile());
    }
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
