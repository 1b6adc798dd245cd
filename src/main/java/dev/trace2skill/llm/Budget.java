package dev.trace2skill.llm;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run may take; null is no limit.
 *
 * @param calls requests to the provider, those that failed included
 * @param tokens of every kind, in and out
 * @param time no call is sent when it is over
 */
public record Budget(
    @Nullable Long calls, @Nullable Long tokens, @Nullable Double usd, @Nullable Duration time)
    implements Serializable {

  public static final Budget UNLIMITED = new Budget(null, null, null, null);

  public Budget {
    boolean wrong =
        (calls != null && calls < 0)
            || (tokens != null && tokens < 0)
            || (usd != null && !(usd >= 0))
            || (time != null && time.isNegative());
    if (wrong) {
      throw new IllegalArgumentException("a budget is at least 0");
    }
  }

  /** What is left; the time is not touched. */
  public Budget minus(Spent spent) {
    return new Budget(
        calls == null ? null : Long.valueOf(Math.max(0, calls - spent.calls())),
        tokens == null ? null : Long.valueOf(Math.max(0, tokens - spent.tokens())),
        usd == null ? null : Double.valueOf(Math.max(0, usd - spent.usd())),
        time);
  }

  /** One of several equal shares, which together are no more than this. All have the same time. */
  public Budget share(int parts) {
    return new Budget(
        calls == null ? null : Long.valueOf(calls / parts),
        tokens == null ? null : Long.valueOf(tokens / parts),
        usd == null ? null : Double.valueOf(usd / parts),
        time);
  }

  /** The same with another limit of time. */
  public Budget within(@Nullable Duration limit) {
    return new Budget(calls, tokens, usd, limit);
  }
}
