package dev.trace2skill.consolidate.merge;

import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What merging would take of a model, before anything is spent.
 *
 * @param recorded questions that the journal answers, which cost nothing
 * @param calls questions that would be paid for, as if none of their answers brought groups
 *     together
 * @param inputTokens of these, as estimated
 * @param outputTokens by a rule of thumb: some for each group that is shown
 * @param usd null where the price is not known
 */
public record MergeForecast(
    int recorded, int calls, long inputTokens, long outputTokens, @Nullable Double usd) {

  static MergeForecast of(
      LlmSettings llm, int recorded, int calls, long inputTokens, long outputTokens) {
    return new MergeForecast(
        recorded,
        calls,
        inputTokens,
        outputTokens,
        llm.prices() == null
            ? null
            : llm.prices().cost(new Usage(inputTokens, outputTokens, null, null, null)));
  }
}
