package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

  @Test
  void oneTaskGivesThePlainDifferenceOfRatesAndItsInterval() {
    Contrast contrast = insideTasks(new Stratum(50, 50, 30, 10));

    // 30 of 40 against 20 of 60; 5/12 -+ 1.96 sqrt(.75 .25 / 40 + 1/3 2/3 / 60)
    assertThat(contrast.riskDifference()).isCloseTo(0.416667, within(1e-6));
    assertThat(contrast.riskLow()).isCloseTo(0.237127, within(1e-5));
    assertThat(contrast.riskHigh()).isCloseTo(0.596206, within(1e-5));
  }

  @Test
  void tasksCountByTheirWeights() {
    // 3 of 4 against 1 of 4, and 3 of 6 against 3 of 4: weights 2 and 2.4.
    Contrast contrast = insideTasks(new Stratum(4, 4, 3, 1), new Stratum(6, 4, 3, 3));

    assertThat(contrast.riskDifference()).isCloseTo((2 * 0.5 - 2.4 * 0.25) / 4.4, within(1e-9));
  }

  @Test
  void differenceLiesInsideItsInterval() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      List<Stratum> strata = new ArrayList<>();
      for (int task = 0; task < 5; task++) {
        int failures = 1 + random.nextInt(6);
        int successes = 1 + random.nextInt(6);
        strata.add(
            new Stratum(
                failures, successes, random.nextInt(failures + 1), random.nextInt(successes + 1)));
      }
      Contrast c = Stratum.tally(Family.WITHIN_TASK, strata).test();
      if (c.riskDifference() != null) {
        assertThat(c.riskLow()).isBetween(-1.0, c.riskDifference());
        assertThat(c.riskHigh()).isBetween(c.riskDifference(), 1.0);
      }
    }
  }

  @Test
  void featureThatNoTaskCanTellAboutHasNoDifference() {
    Contrast contrast = insideTasks(new Stratum(4, 4, 4, 4));

    assertThat(contrast.riskDifference()).isNull();
    assertThat(contrast.riskLow()).isNull();
    assertThat(contrast.pValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"12,0,40,60", "3,2,10,12", "0,5,10,10", "10,10,10,10", "1,0,1,200", "30,29,60,61"})
  void differenceFromTheGroundTruthIsTestedByFishersTail(
      long failuresWith, long successesWith, long failures, long successes) {
    Stratum all = new Stratum(failures, successes, failuresWith, successesWith);

    double tail = 0;
    for (long k = failuresWith; k <= all.with(); k++) {
      tail += all.probability(k);
    }

    Contrast contrast = Stratum.tally(Family.GROUND_TRUTH, List.of(all)).test();
    assertThat(contrast.pValue()).isCloseTo(tail, within(1e-9));
    assertThat(contrast.riskDifference()).isNull();
  }

  @Test
  void oneKindOfOutcomeAloneTestsNothing() {
    Stratum failuresOnly = new Stratum(10, 0, 4, 0);

    assertThat(Stratum.tally(Family.GROUND_TRUTH, List.of(failuresOnly)).test().pValue())
        .isEqualTo(1);
  }

  private static Contrast insideTasks(Stratum... strata) {
    return Stratum.tally(Family.WITHIN_TASK, List.of(strata)).test();
  }
}
