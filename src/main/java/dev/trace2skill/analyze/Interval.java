package dev.trace2skill.analyze;

/** What a number is expected to be, and between which two it will hardly fail to lie. */
public record Interval(double low, double expected, double high) {

  static final Interval ZERO = new Interval(0, 0, 0);

  public Interval {
    if (!(low <= expected && expected <= high)) {
      throw new IllegalArgumentException(
          "not an interval: %s, %s, %s".formatted(low, expected, high));
    }
  }

  /**
   * The sum of some numbers that come from where a sample came from: two standard deviations around
   * it, the sample's own uncertainty included.
   *
   * @param count how many numbers are added up
   * @param seen the size of the sample, at least 2
   */
  static Interval ofSum(long count, double mean, double deviation, long seen) {
    double spread = 2 * deviation * Math.sqrt(count * (1 + (double) count / seen));
    double sum = count * mean;
    return new Interval(Math.max(0, sum - spread), sum, sum + spread);
  }

  Interval times(double factor) {
    return new Interval(low * factor, expected * factor, high * factor);
  }

  Interval plus(Interval other) {
    return new Interval(low + other.low, expected + other.expected, high + other.high);
  }

  /** Less by what is known, and not below a floor. */
  Interval minus(long known, long floor) {
    return new Interval(
        Math.max((double) floor, low - known),
        Math.max((double) floor, expected - known),
        Math.max((double) floor, high - known));
  }
}
