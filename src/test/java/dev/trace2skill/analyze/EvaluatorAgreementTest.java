package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Evaluator;
import dev.trace2skill.spi.Outputs;
import dev.trace2skill.testing.SharedRuns;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How often the evaluators say what a benchmark's own evaluator said. */
class EvaluatorAgreementTest {

  /** Verdicts beside the recorded outcomes. */
  private record Agreement(Map<String, Integer> counts) {

    static Agreement on(String folder) {
      Map<String, Integer> counts = new TreeMap<>();
      for (Trajectory run : SharedRuns.in(folder)) {
        boolean labelled = run.outcome() == Outcome.SUCCESS || run.outcome() == Outcome.FAILURE;
        if (labelled) {
          counts.merge(verdict(run) + ", recorded " + run.outcome(), 1, Integer::sum);
        }
      }
      System.out.println(folder + " " + counts);
      return new Agreement(counts);
    }

    private static String verdict(Trajectory run) {
      Optional<Evaluator> judge = Evaluators.all().judgeOf(run.task());
      return judge
          .map(e -> e.evaluator() + " " + e.evaluate(run.task(), Outputs.of(run)).accepted())
          .orElse("unjudged");
    }

    private int count(String evaluator, boolean accepted, Outcome recorded) {
      return counts.getOrDefault(evaluator + " " + accepted + ", recorded " + recorded, 0);
    }

    double share(String evaluator) {
      int same = count(evaluator, true, Outcome.SUCCESS) + count(evaluator, false, Outcome.FAILURE);
      int other =
          count(evaluator, false, Outcome.SUCCESS) + count(evaluator, true, Outcome.FAILURE);
      return (double) same / (same + other);
    }
  }

  @Test
  void callsAreJudgedAlmostAsTauBenchDoes() {
    assertThat(Agreement.on("tau_bench_v1").share("calls")).isGreaterThan(0.9);
  }

  @Test
  void callsAreJudgedAlmostAsTau2BenchDoes() {
    assertThat(Agreement.on("tau2_bench").share("calls")).isGreaterThan(0.85);
  }

  @Test
  void answersAreJudgedAlmostAsMedAgentBenchDoes() {
    assertThat(Agreement.on("medagentbench").share("answer")).isGreaterThan(0.9);
  }
}
