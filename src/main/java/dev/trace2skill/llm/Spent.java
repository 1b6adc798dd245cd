package dev.trace2skill.llm;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Usage;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What was taken of a budget.
 *
 * @param calls requests to the provider
 */
public record Spent(long calls, long tokens, double usd) implements Serializable {

  public static final Spent NOTHING = new Spent(0, 0, 0);

  /** What a row of the ledger says that its run paid. */
  public static Spent of(LlmCall call) {
    if (call.fromJournal()) {
      return NOTHING;
    }
    Usage usage = call.usage() == null ? Usage.NONE : call.usage();
    return new Spent(
        call.requestCount(),
        tokens(usage),
        usage.costUsd() == null ? 0 : usage.costUsd().doubleValue());
  }

  public Spent plus(Spent other) {
    return new Spent(calls + other.calls, tokens + other.tokens, usd + other.usd);
  }

  static long tokens(Usage usage) {
    return count(usage.inputTokens())
        + count(usage.outputTokens())
        + count(usage.cacheReadTokens())
        + count(usage.cacheWriteTokens());
  }

  private static long count(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
