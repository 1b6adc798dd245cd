package dev.trace2skill.cli;

import dev.trace2skill.gate.GateSettings;
import dev.trace2skill.gate.bench.GateBench;
import dev.trace2skill.gate.bench.GateBench.Round;
import dev.trace2skill.model.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How often the gate accepts what is no better, and what is. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Judges made-up versions of a known effect on made-up tasks, many times each, and prints what",
      "the gate said. With effect 0 both skills are the same: what is accepted there is wrong, and",
      "must be no more than the error rate."
    })
final class BenchGateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--gates",
      paramLabel = "N",
      description = "Gates of each effect; ${DEFAULT-VALUE} unless given.")
  private int gates = 200;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Held-out tasks of a gate; ${DEFAULT-VALUE} unless given.")
  private int tasks = 40;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Runs of a task with each skill; ${DEFAULT-VALUE} unless given.")
  private int trials = 2;

  @Option(
      names = "--looks",
      paramLabel = "N",
      description = "How often results are looked at; ${DEFAULT-VALUE} unless given.")
  private int looks = GateSettings.DEFAULT.looks();

  @Option(
      names = "--alpha",
      paramLabel = "RATE",
      description = "The error rate; ${DEFAULT-VALUE} unless given.")
  private double alpha = GateSettings.DEFAULT.alpha();

  @Option(
      names = "--effects",
      paramLabel = "SHARE",
      split = ",",
      description = "Effects of versions, as shares of runs; ${DEFAULT-VALUE} unless given.")
  private List<Double> effects = List.of(0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides everything; ${DEFAULT-VALUE} unless given.")
  private long seed = 1;

  @Override
  public Integer call() {
    if (gates < 1 || tasks < 1 || effects.stream().anyMatch(e -> e < 0 || e > 0.9)) {
      throw new UserError("--gates and --tasks are at least 1, effects from 0 to 0.9");
    }
    GateBench bench = new GateBench(settings(), tasks, 5, seed);
    List<List<String>> rows = new ArrayList<>();
    for (double effect : effects) {
      rows.add(row(bench.run(gates, effect)));
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d gates of each effect, %d tasks, %d runs of each with both skills, error rate %.1f"
                + " %%, seed %d%n",
            gates,
            tasks,
            trials,
            100 * alpha,
            seed);
    TextTable.print(
        spec.commandLine().getOut(),
        List.of("effect", "accepted %", "rejected %", "inconclusive %", "tasks used %"),
        rows,
        40);
    return 0;
  }

  private GateSettings settings() {
    GateSettings standard = GateSettings.DEFAULT;
    try {
      return new GateSettings(
          alpha, standard.effect(), standard.power(), looks, trials, true, false, seed);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> row(Round round) {
    return List.of(
        String.format(Locale.ROOT, "%.2f", round.effect()),
        percent(round.accepted(), round.gates()),
        percent(round.rejected(), round.gates()),
        percent(round.inconclusive(), round.gates()),
        String.format(Locale.ROOT, "%.0f", 100 * round.taskShare()));
  }

  private static String percent(int part, int whole) {
    return String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
  }
}
