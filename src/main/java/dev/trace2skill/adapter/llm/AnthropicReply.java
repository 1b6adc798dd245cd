package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import java.util.ArrayList;
import java.util.List;

/** An answer of the Messages API. */
final class AnthropicReply {

  private AnthropicReply() {}

  static LLMReply read(JsonNode answer) throws LLMException {
    JsonNode content = answer.path("content");
    if (!content.isArray()) {
      throw Wire.malformed("has no list named content");
    }
    StringBuilder text = new StringBuilder();
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode block : content) {
      switch (block.path("type").asText()) {
        case "text" -> text.append(block.path("text").asText());
        case "tool_use" -> calls.add(call(block));
        default -> {
          // Thoughts, which are kept in what is sent back.
        }
      }
    }
    return new LLMReply(
        text.toString(),
        calls,
        stop(answer.path("stop_reason").asText()),
        usage(answer.path("usage")),
        answer.path("model").asText(),
        Wire.text(content));
  }

  private static ToolCall call(JsonNode block) throws LLMException {
    JsonNode id = block.path("id");
    JsonNode name = block.path("name");
    JsonNode input = block.path("input");
    if (!id.isTextual() || !name.isTextual() || !input.isObject()) {
      throw Wire.malformed("has a tool call without id, name or input");
    }
    return new ToolCall(id.textValue(), name.textValue(), Wire.text(input));
  }

  private static Stop stop(String reason) {
    return switch (reason) {
      case "end_turn", "stop_sequence" -> Stop.END;
      case "tool_use" -> Stop.TOOL_CALLS;
      case "max_tokens", "model_context_window_exceeded" -> Stop.LENGTH;
      case "refusal" -> Stop.REFUSED;
      // pause_turn, of tools that run at the vendor's and that we never send, and what is to come.
      default -> Stop.OTHER;
    };
  }

  private static Usage usage(JsonNode usage) {
    return new Usage(
        Wire.count(usage.path("input_tokens")),
        Wire.count(usage.path("output_tokens")),
        Wire.count(usage.path("cache_read_input_tokens")),
        Wire.count(usage.path("cache_creation_input_tokens")),
        null);
  }
}
