package dev.trace2skill.llm;

import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.store.Journal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all talks of one task have in common.
 *
 * @param charged calls that the budget has counted
 */
record Desk(
    LLMProvider provider,
    LlmSettings settings,
    Journal journal,
    String runId,
    String stage,
    Gate gate,
    Owners owners,
    Set<String> charged,
    Clockwork clockwork) {

  @Nullable Prices prices() {
    return settings.prices();
  }

  long now() {
    return clockwork.nanos().getAsLong();
  }
}
