package dev.trace2skill.llm;

import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMRequest;
import org.jspecify.annotations.Nullable;

/** What calls take of a budget. Money is in whole numbers, so that sums are exact. */
record Amount(long calls, long tokens, long nanoUsd) {

  static final Amount NOTHING = new Amount(0, 0, 0);

  private static final double NANO = 1e9;
  private static final long NO_LIMIT = Long.MAX_VALUE;

  /** The most that one request can take. */
  static Amount worstCase(LLMRequest request, long inputTokens, @Nullable Prices prices) {
    long outputTokens = request.sampling().maxOutputTokens();
    return new Amount(
        1,
        inputTokens + outputTokens,
        prices == null ? 0 : nano(prices.worstCase(inputTokens, outputTokens)));
  }

  /** What requests took by the provider's count; where it did not count, the worst case. */
  static Amount of(long calls, Usage usage, Amount worst, @Nullable Prices prices) {
    boolean counted = usage.inputTokens() != null || usage.outputTokens() != null;
    long paid = prices == null ? 0 : worst.nanoUsd;
    if (usage.costUsd() != null) {
      paid = nano(usage.costUsd());
    } else if (prices != null && counted) {
      paid = nano(prices.cost(usage));
    }
    return new Amount(calls, counted ? Spent.tokens(usage) : worst.tokens, paid);
  }

  /** What a budget allows. */
  static Amount limit(Budget budget) {
    return new Amount(
        budget.calls() == null ? NO_LIMIT : budget.calls(),
        budget.tokens() == null ? NO_LIMIT : budget.tokens(),
        budget.usd() == null ? NO_LIMIT : (long) Math.floor(budget.usd() * NANO));
  }

  Amount plus(Amount other) {
    return new Amount(calls + other.calls, tokens + other.tokens, nanoUsd + other.nanoUsd);
  }

  Amount minus(Amount other) {
    return new Amount(calls - other.calls, tokens - other.tokens, nanoUsd - other.nanoUsd);
  }

  boolean fitsIn(Amount limit) {
    return calls <= limit.calls && tokens <= limit.tokens && nanoUsd <= limit.nanoUsd;
  }

  Spent spent() {
    return new Spent(calls, tokens, nanoUsd / NANO);
  }

  private static long nano(double usd) {
    return (long) Math.ceil(usd * NANO);
  }
}
