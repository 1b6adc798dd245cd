package dev.trace2skill.llm;

import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMRequest;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a model costs, in USD per million tokens. */
public record Prices(double input, double output, double cacheRead, double cacheWrite)
    implements Serializable {

  /** What vendors put into a request unasked, such as how tools are to be called. */
  private static final long ADDED_TOKENS = 1_000;

  private static final double MILLION = 1e6;

  public Prices {
    if (!(input >= 0 && output >= 0 && cacheRead >= 0 && cacheWrite >= 0)
        || Double.isInfinite(input + output + cacheRead + cacheWrite)) {
      throw new IllegalArgumentException("a price is a number and at least 0");
    }
  }

  /** What an answer cost: what the provider says, or else by this list. */
  public double cost(Usage usage) {
    if (usage.costUsd() != null) {
      return usage.costUsd();
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
