package dev.trace2skill.spi;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered.
 *
 * @param text its words; empty when it only calls tools
 * @param toolCalls in the order in which it made them; arguments are what it wrote, which may be no
 *     JSON
 * @param stop why it ended
 * @param usage what the provider counted: {@code inputTokens} are those neither read from nor
 *     written to a cache; a cost only where the provider states one
 * @param model the model that answered, as the provider names it
 * @param raw its message as the provider wrote it, for {@link LLMMessage#raw}
 */
public record LLMReply(
    String text,
    List<ToolCall> toolCalls,
    Stop stop,
    Usage usage,
    String model,
    @Nullable String raw) {

  /** Why an answer ended. */
  public enum Stop {
    /** It was finished. */
    END,
    /** The model waits for what its calls give. */
    TOOL_CALLS,
    /** It reached the limit of its length and is cut. */
    LENGTH,
    /** The model or its vendor would not answer. */
    REFUSED,
    OTHER
  }

  public LLMReply {
    toolCalls = List.copyOf(toolCalls);
  }

  /** The step in which an agent says it. */
  public Step step(int stepIndex) {
    return new Step(
        stepIndex,
        Actor.AGENT,
        "",
        text,
        null,
        model,
        toolCalls,
        List.of(),
        usage.equals(Usage.NONE) ? null : usage,
        null);
  }
}
