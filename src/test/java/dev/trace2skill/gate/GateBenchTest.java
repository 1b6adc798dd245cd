package dev.trace2skill.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.gate.bench.GateBench;
import dev.trace2skill.gate.bench.GateBench.Round;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateBenchTest {

  private static final int GATES = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void identicalSkillsAreAcceptedAtMostAtTheStatedErrorRate(int looks) {
    Round round = bench(looks).run(GATES, 0);

    assertThat(round.accepted()).isLessThanOrEqualTo(GATES * 5 / 100);
    assertThat(round.gates()).isEqualTo(GATES);
  }

  /** The test alone keeps the rate, without the required effect and the noise. */
  @Test
  void theRateIsKeptByTheTestAlone() {
    GateSettings bare = new GateSettings(0.1, 0.001, 0.8, 3, 1, false, false, 0);

    Round round = new GateBench(bare, 40, 1, 5).run(1_000, 0);

    assertThat(round.accepted()).isLessThanOrEqualTo(100);
  }

  @Test
  void whatIsBetterIsAcceptedTheMoreOftenTheBetterItIs() {
    GateBench bench = bench(2);

    Round small = bench.run(GATES, 0.1);
    Round large = bench.run(GATES, 0.3);

    assertThat(large.accepted()).isGreaterThan(GATES * 8 / 10).isGreaterThan(small.accepted());
    assertThat(large.rejected()).isLessThanOrEqualTo(small.rejected());
    assertThat(large.taskShare()).isLessThan(1);
  }

  private static GateBench bench(int looks) {
    return new GateBench(new GateSettings(0.05, 0.05, 0.8, looks, 2, true, false, 0), 40, 5, 1);
  }
}
