package dev.trace2skill.llm;

import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMRequest;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in USD per million tokens.
 *
 * @param longPrompts what it costs where a prompt is long; null when length makes no difference
 */
public record Prices(
    double input,
    double output,
    double cacheRead,
    double cacheWrite,
    @Nullable LongPrompts longPrompts)
    implements Serializable {

  /**
   * Prices of the whole of a request whose prompt is long.
   *
   * @param above the tokens of a prompt, caches included, above which it is long
   */
  public record LongPrompts(long above, Prices prices) implements Serializable {}

  /** What vendors put into a request unasked, such as how tools are to be called. */
  private static final long ADDED_TOKENS = 1_000;

  private static final double MILLION = 1e6;

  public Prices {
    if (!(input >= 0 && output >= 0 && cacheRead >= 0 && cacheWrite >= 0)
        || Double.isInfinite(input + output + cacheRead + cacheWrite)) {
      throw new IllegalArgumentException("a price is a number and at least 0");
    }
  }

  /** The same for prompts of any length. */
  public Prices(double input, double output, double cacheRead, double cacheWrite) {
    this(input, output, cacheRead, cacheWrite, null);
  }

  /** What an answer cost: what the provider says, or else by this list. */
  public double cost(Usage usage) {
    if (usage.costUsd() != null) {
      return usage.costUsd();
    }
    long prompt =
        count(usage.inputTokens())
            + count(usage.cacheReadTokens())
            + count(usage.cacheWriteTokens());
    if (longPrompts != null && prompt > longPrompts.above()) {
      return longPrompts.prices().cost(usage);
    }
    return (input * count(usage.inputTokens())
            + output * count(usage.outputTokens())
            + cacheRead * count(usage.cacheReadTokens())
            + cacheWrite * count(usage.cacheWriteTokens()))
        / MILLION;
  }

  /** What a request costs at most. */
  public double worstCase(LLMRequest request) {
    return worstCase(mostInputTokens(request.json()), request.sampling().maxOutputTokens());
  }

  double worstCase(long inputTokens, long outputTokens) {
    if (longPrompts != null && inputTokens > longPrompts.above()) {
      return longPrompts.prices().worstCase(inputTokens, outputTokens);
    }
    double dearest = Math.max(Math.max(input, cacheRead), cacheWrite);
    return (dearest * inputTokens + output * outputTokens) / MILLION;
  }

  /** No tokenizer makes more tokens than there are bytes. */
  static long mostInputTokens(String requestJson) {
    return ADDED_TOKENS + requestJson.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long count(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
