package dev.trace2skill.llm;

import dev.trace2skill.model.ContentId;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a call is tried again: any time up to a limit that doubles with each try,
 * so that those who failed together do not come back together.
 */
final class Backoff {

  private static final long BASE_MILLIS = 1_000;
  private static final long CAP_MILLIS = 60_000;

  /** What is asked for beyond it is as good as for ever. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private Backoff() {}

  /**
   * The same call waits the same time in every run.
   *
   * @param failures how often it has failed, from 1
   * @param retryAfter how long the provider asked to wait at least
   */
  static Duration delay(String callId, int failures, @Nullable Duration retryAfter) {
    long most = Math.min(CAP_MILLIS, BASE_MILLIS << Math.min(failures - 1, 6));
    String seed = ContentId.of(callId, Integer.toString(failures)).substring(0, 16);
    long jitter = new SplittableRandom(Long.parseUnsignedLong(seed, 16)).nextLong(most + 1);
    return least(retryAfter).plusMillis(jitter);
  }

  private static Duration least(@Nullable Duration retryAfter) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    return retryAfter.compareTo(LONGEST) > 0 ? LONGEST : retryAfter;
  }
}
