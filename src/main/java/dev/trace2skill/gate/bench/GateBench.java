package dev.trace2skill.gate.bench;

import dev.trace2skill.gate.GateSettings;
import dev.trace2skill.gate.Gatekeeper;
import dev.trace2skill.gate.HeldOut;
import dev.trace2skill.gate.Ruling;
import dev.trace2skill.gate.Trials;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trial;
import dev.trace2skill.model.Verdict.Decision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Gates of made-up agents. A task's runs succeed with a probability of its own, drawn evenly
 * between 0.05 and 0.95 so that that of the version, which is higher by the effect, stays below
 * 0.95 too.
 *
 * @param tasks held-out tasks of each gate
 * @param families kinds of task
 * @param seed decides everything
 */
public record GateBench(GateSettings settings, int tasks, int families, long seed) {

  /**
   * What gates came to.
   *
   * @param effect of the version on every task
   * @param taskShare the mean share of the tasks that were tried before it was decided
   */
  public record Round(
      double effect, int gates, int accepted, int rejected, int inconclusive, double taskShare) {}

  /** Judges as many versions of one effect. */
  public Round run(int gates, double effect) {
    Map<Decision, Integer> decided = new EnumMap<>(Decision.class);
    double used = 0;
    for (int gate = 0; gate < gates; gate++) {
      Ruling ruling = judge(new SplittableRandom(seed * 1_000_003 + gate), effect);
      decided.merge(ruling.decision(), 1, Integer::sum);
      used += (double) ruling.tasks().size() / tasks;
    }
    return new Round(
        effect,
        gates,
        decided.getOrDefault(Decision.ACCEPT, 0),
        decided.getOrDefault(Decision.REJECT, 0),
        decided.getOrDefault(Decision.INCONCLUSIVE, 0),
        used / gates);
  }

  private Ruling judge(SplittableRandom random, double effect) {
    Gatekeeper keeper = new Gatekeeper(settings, 1);
    List<HeldOut> all =
        IntStream.range(0, tasks)
            .mapToObj(i -> new HeldOut("task-" + i, "family-" + i % families))
            .toList();
    Trials trials =
        ids -> {
          List<Trial> made = new ArrayList<>();
          for (String id : ids) {
            double base = 0.05 + (0.9 - effect) * random.nextDouble();
            made.addAll(runs(random, Gatekeeper.BASE, id, keeper.baseTrials(), base));
            made.addAll(runs(random, Gatekeeper.VERSION, id, settings.trials(), base + effect));
          }
          return made;
        };
    return keeper.judge(all, trials);
  }

  private static List<Trial> runs(
      SplittableRandom random, int arm, String task, int count, double probability) {
    List<Trial> runs = new ArrayList<>();
    for (int trial = 0; trial < count; trial++) {
      boolean solved = random.nextDouble() < probability;
      Outcome outcome = solved ? Outcome.SUCCESS : Outcome.FAILURE;
      runs.add(new Trial(arm, task, trial, 0, outcome, solved ? 1.0 : 0.0, false));
    }
    return runs;
  }
}
