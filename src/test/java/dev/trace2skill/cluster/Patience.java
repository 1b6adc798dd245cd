package dev.trace2skill.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, on machines that may be slow. */
final class Patience {

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private Patience() {}

  static void until(String what, BooleanSupplier holds) throws InterruptedException {
    Instant end = Instant.now().plus(LONGEST);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("in " + LONGEST + " it did not come true that " + what);
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }
}
