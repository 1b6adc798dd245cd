package dev.trace2skill.spi;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a talk with a model.
 *
 * @param toolCalls what the model called
 * @param toolResults what its calls gave, in their order; a message of ours
 * @param raw the model's message as its provider wrote it: some vendors want it back to the letter
 */
public record LLMMessage(
    Role role,
    String text,
    List<ToolCall> toolCalls,
    List<ToolResult> toolResults,
    @Nullable String raw) {

  /** Who speaks. */
  public enum Role {
    USER,
    MODEL
  }

  public LLMMessage {
    toolCalls = List.copyOf(toolCalls);
    toolResults = List.copyOf(toolResults);
  }

  /** Words of ours. */
  public static LLMMessage user(String text) {
    return new LLMMessage(Role.USER, text, List.of(), List.of(), null);
  }

  /** What the tools gave that the model called. */
  public static LLMMessage results(List<ToolResult> results) {
    return new LLMMessage(Role.USER, "", List.of(), results, null);
  }

  /** The model's answer as a part of the talk that goes on. */
  public static LLMMessage model(LLMReply reply) {
    return new LLMMessage(Role.MODEL, reply.text(), reply.toolCalls(), List.of(), reply.raw());
  }
}
