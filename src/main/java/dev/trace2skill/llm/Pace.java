package dev.trace2skill.llm;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many calls may be in flight at once: one more for each round of answers, and fewer by a third
 * when the provider has too much to do. Also keeps requests apart. Not thread-safe; times are
 * nanoseconds.
 */
final class Pace {

  private static final double LESS = 0.7;

  private final int window;
  private final long apart;
  private double limit;
  private long loweredAt;
  private boolean lowered;
  private long nextAt;
  private boolean started;

  Pace(int window, @Nullable Double requestsPerMinute) {
    this.window = window;
    this.limit = window;
    this.apart =
        requestsPerMinute == null
            ? 0
            : (long) Math.ceil(TimeUnit.MINUTES.toNanos(1) / requestsPerMinute);
  }

  int limit() {
    return (int) limit;
  }

  void answered() {
    limit = Math.min(window, limit + 1 / limit);
  }

  /**
   * At most once in a round trip: calls that were under way when the limit was last lowered say
   * nothing new.
   */
  void overloaded(long sentAt, long now) {
    if (!lowered || sentAt - loweredAt > 0) {
      limit = Math.max(1, limit * LESS);
      loweredAt = now;
      lowered = true;
    }
  }

  /** How long to wait before the next request; 0 when it may be sent now. */
  long pause(long now) {
    return started ? Math.max(0, nextAt - now) : 0;
  }

  void sent(long now) {
    nextAt = now + apart;
    started = true;
  }
}
