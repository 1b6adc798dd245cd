package dev.trace2skill.gate;

import dev.trace2skill.model.Verdict.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The percentile bootstrap over tasks (Efron 1979). */
final class Bootstrap {

  private static final int DRAWS = 4_000;

  private Bootstrap() {}

  /**
   * The mean of the tasks' differences and its 95 % interval.
   *
   * @param differences one a task, at least one
   * @param seed of the draws
   */
  static Interval mean(double[] differences, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += differences[random.nextInt(differences.length)];
      }
      means[draw] = sum / differences.length;
    }
    Arrays.sort(means);
    double mean = Arrays.stream(differences).sum() / differences.length;
    return new Interval(mean, means[(int) (0.025 * DRAWS)], means[(int) (0.975 * DRAWS) - 1]);
  }
}
