package dev.trace2skill.llm;

import dev.trace2skill.model.Usage;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What a model costs, in USD per million tokens. */
public record Prices(double input, double output, double cacheRead, double cacheWrite)
    implements Serializable {

  private static final double MILLION = 1e6;

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

  private static long count(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
