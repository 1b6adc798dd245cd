package dev.trace2skill.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMMessage.Role;
import dev.trace2skill.spi.LLMTool;
import java.util.ArrayList;
import java.util.List;

/** The server's side of the Messages API. */
final class AnthropicSide {

  private static final JsonMapper MAPPER = new JsonMapper();

  private AnthropicSide() {}

  static Asked asked(JsonNode body, int seen) {
    List<LLMMessage> messages = new ArrayList<>();
    body.path("messages").forEach(message -> messages.add(message(message)));
    List<LLMTool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      tools.add(
          new LLMTool(
              tool.path("name").asText(),
              tool.path("description").asText(),
              tool.path("input_schema").toString()));
    }
    JsonNode schema = body.path("output_config").path("format").path("schema");
    return new Asked(
        body.path("model").asText(),
        words(body.path("system")),
        messages,
        tools,
        schema.isMissingNode() ? null : schema.toString(),
        seen);
  }

  private static LLMMessage message(JsonNode message) {
    List<ToolCall> calls = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      String type = block.path("type").asText();
      if (type.equals("tool_use")) {
        calls.add(
            new ToolCall(
                block.path("id").asText(),
                block.path("name").asText(),
                block.path("input").toString()));
      } else if (type.equals("tool_result")) {
        results.add(
            new ToolResult(
                block.path("tool_use_id").asText(),
                "",
                words(block.path("content")),
                block.path("is_error").asBoolean()));
      }
    }
    // Newer clients put words of the system between the messages.
    Role role = message.path("role").asText().equals("assistant") ? Role.MODEL : Role.USER;
    return new LLMMessage(role, words(message.path("content")), calls, results, null);
  }

  private static String words(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode block : content) {
      if (block.path("type").asText().equals("text")) {
        text.append(block.path("text").asText());
      }
    }
    return text.toString();
  }

  static ObjectNode answer(String model, Said said, String id, long input, long output) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", "msg_" + id).put("type", "message").put("role", "assistant");
    json.put("model", model);
    ArrayNode content = json.putArray("content");
    if (!said.text().isEmpty()) {
      content.addObject().put("type", "text").put("text", said.text());
    }
    for (ToolCall call : said.calls()) {
      ObjectNode block = content.addObject().put("type", "tool_use");
      block.put("id", call.callId()).put("name", call.tool());
      block.set("input", object(call.arguments()));
    }
    json.put("stop_reason", reason(said));
    json.putObject("usage")
        .put("input_tokens", input)
        .put("output_tokens", output)
        .put("cache_read_input_tokens", 0)
        .put("cache_creation_input_tokens", 0);
    return json;
  }

  private static String reason(Said said) {
    return switch (said.stop()) {
      case END, OTHER -> "end_turn";
      case TOOL_CALLS -> "tool_use";
      case LENGTH -> "max_tokens";
      case REFUSED -> "refusal";
    };
  }

  /** This protocol has no way to send arguments that are no object. */
  private static JsonNode object(String arguments) {
    try {
      JsonNode json = MAPPER.readTree(arguments);
      return json.isObject() ? json : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
