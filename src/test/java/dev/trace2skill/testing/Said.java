package dev.trace2skill.testing;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.LLMReply.Stop;
import java.util.List;

/** What a model that is played says. */
public record Said(String text, List<ToolCall> calls, Stop stop) {

  public Said {
    calls = List.copyOf(calls);
  }

  public static Said text(String text) {
    return new Said(text, List.of(), Stop.END);
  }

  /** Calls of tools, with a word before them or none. */
  public static Said calls(String text, ToolCall... calls) {
    return new Said(text, List.of(calls), Stop.TOOL_CALLS);
  }

  /** An answer that reached the limit of its length. */
  public static Said cut(String text) {
    return new Said(text, List.of(), Stop.LENGTH);
  }
}
