package dev.trace2skill.gate;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tasks and runs as a test wants them. */
final class Played {

  private Played() {}

  static List<HeldOut> tasks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new HeldOut("task-" + (1000 + i), i % 2 == 0 ? "even" : "odd"))
        .toList();
  }

  /** Whether a run succeeds. */
  interface Agent {
    boolean solves(int arm, int task, int trial);
  }

  /** Runs of all tasks with both skills, the base with so many trials. */
  static Trials by(Agent agent, int baseTrials, int versionTrials) {
    return ids -> {
      List<Trial> all = new ArrayList<>();
      for (String id : ids) {
        int task = Integer.parseInt(id.substring(5)) - 1000;
        for (int arm = 0; arm < 2; arm++) {
          for (int trial = 0; trial < (arm == 0 ? baseTrials : versionTrials); trial++) {
            all.add(trial(arm, id, trial, agent.solves(arm, task, trial)));
          }
        }
      }
      return all;
    };
  }

  static Trial trial(int arm, String task, int trial, boolean solved) {
    return new Trial(
        arm, task, trial, 0, solved ? Outcome.SUCCESS : Outcome.FAILURE, solved ? 1.0 : 0.0, false);
  }
}
