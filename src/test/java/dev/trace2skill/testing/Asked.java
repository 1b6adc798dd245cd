package dev.trace2skill.testing;

import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMTool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model was asked, whichever protocol it came by.
 *
 * @param tools names, descriptions and schemas as they were sent
 * @param answerSchema null when the answer may be any text
 * @param seen how often the same request came before this time
 */
public record Asked(
    String model,
    String system,
    List<LLMMessage> messages,
    List<LLMTool> tools,
    @Nullable String answerSchema,
    int seen) {

  public Asked {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** The words and results that the model is to answer. */
  public LLMMessage last() {
    return messages.get(messages.size() - 1);
  }
}
