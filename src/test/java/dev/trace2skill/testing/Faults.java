package dev.trace2skill.testing;

import dev.trace2skill.model.ContentId;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What goes wrong at a {@link ModelServer}: shares of all requests, from 0 to 1. It is decided by
 * the seed, the request and how often it came before, so that a run can be repeated.
 *
 * @param rateLimited answered 429, with a {@code Retry-After}
 * @param overloaded answered 529
 * @param cutBefore whose connection is cut before anything is done, and nothing is billed
 * @param cutAfter whose connection is cut when the answer is ready, and billed
 * @param latency of an answer in the mean
 * @param jitter by what part of it an answer may be faster or slower
 * @param retryAfter what a 429 asks for
 */
public record Faults(
    long seed,
    double rateLimited,
    double overloaded,
    double cutBefore,
    double cutAfter,
    Duration latency,
    double jitter,
    Duration retryAfter) {

  public static final Faults NONE = new Faults(0, 0, 0, 0, 0, Duration.ZERO, 0, Duration.ZERO);

  /** What becomes of one request. */
  public enum Fate {
    RATE_LIMITED,
    OVERLOADED,
    CUT_BEFORE,
    CUT_AFTER,
    ANSWERED
  }

  /** How long answers take. */
  public Faults withLatency(Duration mean, double spread) {
    return new Faults(seed, rateLimited, overloaded, cutBefore, cutAfter, mean, spread, retryAfter);
  }

  Fate fate(String body, int seen) {
    double chance = dice("fate", body, seen).nextDouble();
    double[] shares = {rateLimited, overloaded, cutBefore, cutAfter};
    for (int i = 0; i < shares.length; i++) {
      if (chance < shares[i]) {
        return Fate.values()[i];
      }
      chance -= shares[i];
    }
    return Fate.ANSWERED;
  }

  Duration delay(String body, int seen) {
    double factor = 1 + jitter * (2 * dice("delay", body, seen).nextDouble() - 1);
    return Duration.ofNanos((long) (latency.toNanos() * factor));
  }

  private SplittableRandom dice(String what, String body, int seen) {
    String hash = ContentId.of(what, Long.toString(seed), body, Integer.toString(seen));
    return new SplittableRandom(Long.parseUnsignedLong(hash.substring(0, 16), 16));
  }
}
