package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of chat completions. */
final class ChatReply {

  private ChatReply() {}

  static LLMReply read(JsonNode answer) throws LLMException {
    JsonNode choices = answer.path("choices");
    if (!choices.isArray() || choices.isEmpty()) {
      throw Wire.malformed("has no choices");
    }
    JsonNode choice = choices.get(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      throw Wire.malformed("has a choice without a message");
    }
    List<ToolCall> calls = calls(message.path("tool_calls"));
    boolean refused = message.path("refusal").isTextual();
    return new LLMReply(
        refused ? message.path("refusal").textValue() : text(message.path("content")),
        calls,
        refused ? Stop.REFUSED : stop(choice.path("finish_reason").asText(), !calls.isEmpty()),
        usage(answer.path("usage")),
        answer.path("model").asText(),
        Wire.text(message));
  }

  /** A text, nothing beside calls, or a list of parts. */
  private static String text(JsonNode content) throws LLMException {
    if (content.isTextual()) {
      return content.textValue();
    }
    if (!content.isArray() && !content.isNull() && !content.isMissingNode()) {
      throw Wire.malformed("has a message whose content is no text");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (part.path("type").asText().equals("text")) {
        text.append(part.path("text").asText());
      }
    }
    return text.toString();
  }

  private static List<ToolCall> calls(JsonNode calls) throws LLMException {
    List<ToolCall> read = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode name = call.path("function").path("name");
      JsonNode arguments = call.path("function").path("arguments");
      if (!name.isTextual()) {
        throw Wire.malformed("has a tool call without a name");
      }
      read.add(
          new ToolCall(
              call.path("id").asText(),
              name.textValue(),
              arguments.isContainerNode() ? Wire.text(arguments) : arguments.asText()));
    }
    return read;
  }

  /** Some vendors end a turn of calls with "stop", and some end one without calls as if it had. */
  private static Stop stop(String reason, boolean hasCalls) throws LLMException {
    return switch (reason) {
      case "length" -> Stop.LENGTH;
      case "content_filter" -> Stop.REFUSED;
      case "stop", "tool_calls", "function_call" -> hasCalls ? Stop.TOOL_CALLS : Stop.END;
      case "error" -> throw Wire.malformed("broke off with an error");
      default -> hasCalls ? Stop.TOOL_CALLS : Stop.OTHER;
    };
  }

  private static Usage usage(JsonNode usage) {
    Long prompt = Wire.count(usage.path("prompt_tokens"));
    JsonNode details = usage.path("prompt_tokens_details");
    Long read = Wire.count(details.path("cached_tokens"));
    if (read == null) {
      // DeepSeek's name for it.
      read = Wire.count(usage.path("prompt_cache_hit_tokens"));
    }
    Long written = Wire.count(details.path("cache_write_tokens"));
    return new Usage(
        prompt == null ? null : Long.valueOf(Math.max(0, prompt - zeroed(read) - zeroed(written))),
        output(usage, prompt),
        read,
        written,
        usage.path("cost").isNumber() ? Double.valueOf(usage.path("cost").doubleValue()) : null);
  }

  /** Some vendors leave thoughts out of what was completed, but not out of the total. */
  private static @Nullable Long output(JsonNode usage, @Nullable Long prompt) {
    Long completion = Wire.count(usage.path("completion_tokens"));
    Long total = Wire.count(usage.path("total_tokens"));
    return completion == null || total == null || prompt == null
        ? completion
        : Long.valueOf(Math.max(completion, total - prompt));
  }

  private static long zeroed(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
