package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.testing.AnalystModel;
import dev.trace2skill.testing.SharedRuns;
import dev.trace2skill.testing.Talks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AnalystModelTest {

  private static final AnalystModel MODEL = new AnalystModel(0);

  private static Finding examine(Case c, AnalystModel model) {
    return Talks.end(Shop.analyst(AnalystSettings.DEFAULT).examine(c), model);
  }

  @Test
  void causeThatTheRunShowsIsVerified() {
    Finding finding = examine(Shop.of(Shop.failed()), MODEL);

    assertThat(finding.grade()).isEqualTo(Grade.VERIFIED);
    assertThat(finding.evidence()).containsExactly(3);
    assertThat(finding.turns()).isEqualTo(5);
  }

  @Test
  void causeThatOnlyTheGroundTruthShowsIsDropped() {
    assertThat(examine(Shop.of(Shop.unknowable()), MODEL).drop()).isEqualTo(Drop.UNVERIFIED);
  }

  @Test
  void successShowsTheCauseWhereNothingJudges() {
    Finding finding = examine(Shop.of(Shop.unjudged(), Shop.success()), MODEL);

    assertThat(finding.drop()).isEqualTo(Drop.NO_CAUSE);
  }

  @Test
  void modelThatOnlyWritesNonsenseIsDropped() {
    assertThat(examine(Shop.of(Shop.failed()), new AnalystModel(1)).drop())
        .isEqualTo(Drop.MALFORMED);
  }

  @Test
  void successIsLearntFrom() {
    SuccessAnalyst analyst =
        new SuccessAnalyst(AnalystSettings.DEFAULT, Sampling.of(1000), skill -> List.of());

    assertThat(Talks.end(analyst.examine(Shop.of(Shop.success())), MODEL).grade())
        .isEqualTo(Grade.OBSERVED);
  }

  @Test
  void realRunsAreAllAccountedFor() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String folder : List.of("tau_bench_v1", "tau2_bench", "medagentbench")) {
      Map<String, Trajectory> successes = new HashMap<>();
      List<Trajectory> runs = SharedRuns.in(folder);
      runs.stream()
          .filter(run -> run.outcome() == Outcome.SUCCESS)
          .forEach(run -> successes.putIfAbsent(run.taskId(), run));
      for (Trajectory run : runs) {
        if (run.outcome() == Outcome.FAILURE) {
          Case c = Shop.of(run, successes.get(run.taskId()));
          Finding finding = examine(c, new AnalystModel(0.1));
          assertThat(finding).isEqualTo(examine(c, new AnalystModel(0.1)));
          String what = finding.drop() == null ? "patch" : finding.drop().name();
          counts.merge(folder + " " + what, 1, Integer::sum);
        }
      }
    }
    System.out.println(counts);
    assertThat(counts.getOrDefault("tau_bench_v1 patch", 0)).isPositive();
  }
}
