package dev.trace2skill.gate;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Verdict.Interval;
import org.jspecify.annotations.Nullable;

/** The risk difference of a feature: the failure rate with it minus that without. */
final class Risk {

  private static final double Z_95 = 1.959963984540054;

  private Risk() {}

  /**
   * The risk difference and its 95 % interval: that of the stratified test, or else of the counts
   * (Newcombe 1998, method 10).
   *
   * @return null when all runs, or none, show the feature
   */
  static @Nullable Interval of(Contrast c) {
    if (c.riskDifference() != null && c.riskLow() != null && c.riskHigh() != null) {
      return new Interval(c.riskDifference(), c.riskLow(), c.riskHigh());
    }
    long with = c.failureCount() + c.successCount();
    long without = c.failureTotal() + c.successTotal() - with;
    if (with == 0 || without <= 0) {
      return null;
    }
    double[] a = wilson(c.failureCount(), with);
    double[] b = wilson(c.failureTotal() - c.failureCount(), without);
    double difference = a[0] - b[0];
    return new Interval(
        difference,
        difference - Math.hypot(a[0] - a[1], b[2] - b[0]),
        difference + Math.hypot(a[2] - a[0], b[0] - b[1]));
  }

  /** A share and the ends of Wilson's score interval (1927). */
  private static double[] wilson(long count, long of) {
    double share = (double) count / of;
    double square = Z_95 * Z_95;
    double half = Z_95 * Math.sqrt(share * (1 - share) / of + square / (4.0 * of * of));
    double middle = share + square / (2.0 * of);
    double scale = 1 + square / of;
    return new double[] {share, (middle - half) / scale, (middle + half) / scale};
  }
}
