package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void sumOfFewIsLessCertainThanOfMany() {
    Interval few = Interval.ofSum(10, 5, 2, 100);
    Interval many = Interval.ofSum(1_000, 5, 2, 100);

    assertThat(few.expected()).isEqualTo(50);
    assertThat((few.high() - few.low()) / few.expected())
        .isGreaterThan((many.high() - many.low()) / many.expected());
  }

  @Test
  void smallSampleMakesTheSumUncertainToo() {
    assertThat(Interval.ofSum(100, 5, 2, 4).high())
        .isGreaterThan(Interval.ofSum(100, 5, 2, 400).high());
  }

  @Test
  void nineteenOfTwentySumsLieInside() {
    Random random = new Random(7);
    int inside = 0;
    for (int trial = 0; trial < 500; trial++) {
      double[] seen = random.doubles(40, 2, 10).toArray();
      double mean = mean(seen);
      Interval forecast = Interval.ofSum(60, mean, deviation(seen, mean), seen.length);
      double sum = random.doubles(60, 2, 10).sum();
      inside += forecast.low() <= sum && sum <= forecast.high() ? 1 : 0;
    }

    assertThat(inside / 500.0).isCloseTo(0.954, within(0.03));
  }

  @Test
  void whatIsPaidComesOffButNotBelowTheFloor() {
    assertThat(new Interval(4, 8, 16).minus(6, 1)).isEqualTo(new Interval(1, 2, 10));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}
