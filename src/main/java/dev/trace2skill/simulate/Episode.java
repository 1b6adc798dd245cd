package dev.trace2skill.simulate;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Step;
import java.util.List;
import java.util.Set;

/**
 * One trial of a task, with what the corpus does not tell.
 *
 * @param slips the planted causes that the agent was given
 * @param weather seed of the world's time-outs
 */
record Episode(
    Scenario scenario,
    int trial,
    Set<Slip> slips,
    long weather,
    String principalId,
    List<Step> steps,
    Outcome outcome) {

  /** How often a run is judged a failure for nothing that the agent did. */
  private static final double MISJUDGED = 0.035;

  private static final double CRASHED = 0.02;
  private static final int PRINCIPALS = 6;

  Episode {
    slips = Set.copyOf(slips);
    steps = List.copyOf(steps);
  }

  static Episode run(long seed, Scenario scenario, int trial, Set<Slip> slips) {
    String taskId = scenario.taskId();
    String number = Integer.toString(trial);
    long weather = Dice.of(seed, "weather", taskId, number).between(0, Integer.MAX_VALUE - 1);
    World world = new World(scenario.catalog(), weather);
    Dice behaviour = Dice.of(seed, "agent", taskId, number);
    List<Step> steps = new Agent(world, scenario.request(), slips, behaviour).run();
    Dice fate = Dice.of(seed, "fate", taskId, number);
    String principalId = "tenant-" + fate.between(1, PRINCIPALS);
    boolean misjudged = fate.chance(MISJUDGED);
    Outcome outcome =
        !misjudged && world.facts().equals(scenario.goal()) ? Outcome.SUCCESS : Outcome.FAILURE;
    if (fate.chance(CRASHED)) {
      outcome = Outcome.INFRA;
      steps = steps.subList(0, crash(steps, fate));
    }
    return new Episode(scenario, trial, slips, weather, principalId, steps, outcome);
  }

  Episode judged(Outcome other) {
    return new Episode(scenario, trial, slips, weather, principalId, steps, other);
  }

  /** After one of the first results, so that every call of a crashed run has its result. */
  private static int crash(List<Step> steps, Dice fate) {
    int results = fate.between(1, 2);
    int size = 0;
    while (results > 0) {
      results -= steps.get(size).toolResults().size();
      size++;
    }
    return size;
  }
}
