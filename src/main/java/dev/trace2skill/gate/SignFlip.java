package dev.trace2skill.gate;

import dev.trace2skill.model.Verdict.TaskResult;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * The sign-flip test of paired differences (Fisher 1935, The Design of Experiments, section 21):
 * how often the sum of the tasks' differences is as far off when each sign is a coin's. With one
 * run a task it is McNemar's exact test.
 */
final class SignFlip {

  /** Additions that the exact distribution may take. */
  private static final long MOST_WORK = 200_000_000;

  private static final int DRAWS = 100_000;

  private SignFlip() {}

  /**
   * Both one-sided p values.
   *
   * @param atLeast of a sum as high
   * @param atMost of a sum as low
   */
  record Tails(double atLeast, double atMost) {}

  /**
   * Tests whether tasks go better, or worse, with one of two skills.
   *
   * @param seed of the draws that stand in for the exact distribution where that would take long
   */
  static Tails of(List<TaskResult> tasks, long seed) {
    long common = tasks.stream().mapToLong(TaskResult::pairCount).reduce(1, SignFlip::multiple);
    long[] steps =
        tasks.stream()
            .mapToLong(t -> (t.versionCount() - t.baseCount()) * (common / t.pairCount()))
            .filter(step -> step != 0)
            .toArray();
    long range = LongStream.of(steps).map(Math::abs).sum();
    return range * 2 * Math.max(1, steps.length) <= MOST_WORK
        ? exact(steps, Math.toIntExact(range))
        : drawn(steps, seed);
  }

  private static long multiple(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return a / x * b;
  }

  private static Tails exact(long[] steps, int range) {
    double[] chance = new double[2 * range + 1];
    chance[range] = 1;
    for (long signed : steps) {
      int step = (int) Math.abs(signed);
      double[] next = new double[chance.length];
      for (int i = 0; i < chance.length; i++) {
        if (chance[i] != 0) {
          next[i - step] += chance[i] / 2;
          next[i + step] += chance[i] / 2;
        }
      }
      chance = next;
    }
    int seen = range + (int) LongStream.of(steps).sum();
    double above = 0;
    double below = 0;
    for (int i = 0; i < chance.length; i++) {
      above += i >= seen ? chance[i] : 0;
      below += i <= seen ? chance[i] : 0;
    }
    return new Tails(Math.min(1, above), Math.min(1, below));
  }

  /** What was seen counts as one of the draws (Phipson and Smyth 2010), so that p is never 0. */
  private static Tails drawn(long[] steps, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long seen = LongStream.of(steps).sum();
    long above = 1;
    long below = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      long sum = 0;
      for (long step : steps) {
        sum += random.nextInt(2) == 0 ? step : -step;
      }
      above += sum >= seen ? 1 : 0;
      below += sum <= seen ? 1 : 0;
    }
    return new Tails((double) above / (DRAWS + 1), (double) below / (DRAWS + 1));
  }
}
