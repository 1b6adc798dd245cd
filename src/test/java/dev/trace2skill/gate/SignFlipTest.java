package dev.trace2skill.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.model.Verdict.TaskResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class SignFlipTest {

  @Test
  void withOneRunATaskItIsMcNemarsExactTest() {
    List<TaskResult> tasks = new ArrayList<>();
    add(tasks, 9, 1, 0, 1);
    add(tasks, 2, 1, 1, 0);
    add(tasks, 20, 1, 1, 1);

    SignFlip.Tails tails = SignFlip.of(tasks, 0);

    // Of 11 tasks that differ 9 or more are better.
    BinomialDistribution coin = BinomialDistribution.of(11, 0.5);
    assertThat(tails.atLeast()).isEqualTo(coin.survivalProbability(8), within(1e-12));
    assertThat(tails.atMost()).isEqualTo(coin.cumulativeProbability(9), within(1e-12));
  }

  @Test
  void differencesOfUnlikeNumbersOfRunsAreWeighedAsShares() {
    List<TaskResult> tasks = new ArrayList<>();
    add(tasks, 1, 2, 0, 1);
    add(tasks, 1, 3, 0, 1);

    // +1/2 and +1/3: of the four ways to sign them only one gives as much.
    assertThat(SignFlip.of(tasks, 0).atLeast()).isEqualTo(0.25, within(1e-12));
  }

  @Test
  void withoutADifferenceNothingIsTold() {
    List<TaskResult> tasks = new ArrayList<>();
    add(tasks, 5, 2, 1, 1);

    assertThat(SignFlip.of(tasks, 0)).isEqualTo(new SignFlip.Tails(1, 1));
  }

  @Test
  void drawsStandInForADistributionThatIsTooLarge() {
    List<TaskResult> tasks = new ArrayList<>();
    for (int prime : new int[] {101, 103, 107, 109, 113}) {
      add(tasks, 1, prime, 0, prime / 2);
    }

    double drawn = SignFlip.of(tasks, 4).atLeast();

    assertThat(drawn).isEqualTo(1.0 / 32, within(0.003));
    assertThat(SignFlip.of(tasks, 4).atLeast()).isEqualTo(drawn);
  }

  private static void add(
      List<TaskResult> tasks, int count, int runs, int baseCount, int versionCount) {
    for (int i = 0; i < count; i++) {
      tasks.add(new TaskResult("t" + tasks.size(), "", runs, baseCount, versionCount));
    }
  }
}
