package dev.trace2skill.llm;

import dev.trace2skill.model.Usage;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's price list says of a model.
 *
 * @param asOf a day on which it said so
 * @param prices of a request whose prompt is not long
 * @param longAbove the tokens of a prompt, caches included, above which it is long; null when
 *     length makes no difference
 * @param longPrices of the whole of a request whose prompt is long
 */
public record ListedPrices(
    String model,
    LocalDate asOf,
    Prices prices,
    @Nullable Long longAbove,
    @Nullable Prices longPrices)
    implements Serializable {

  public ListedPrices {
    if ((longAbove == null) != (longPrices == null)) {
      throw new IllegalArgumentException("a long prompt has a limit and prices, or neither");
    }
  }

  /** The prices of a request by the length of its prompt. */
  public Prices forPrompt(long tokens) {
    return longAbove == null || longPrices == null || tokens <= longAbove ? prices : longPrices;
  }

  /** What an answer cost. */
  public double cost(Usage usage) {
    long prompt =
        Stream.of(usage.inputTokens(), usage.cacheReadTokens(), usage.cacheWriteTokens())
            .mapToLong(tokens -> tokens == null ? 0 : tokens)
            .sum();
    return forPrompt(prompt).cost(usage);
  }
}
