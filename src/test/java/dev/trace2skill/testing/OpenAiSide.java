package dev.trace2skill.testing;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The server's side of chat completions. */
final class OpenAiSide {

  private OpenAiSide() {}

  static Asked asked(JsonNode body, int seen) {
    List<LLMTool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      tools.add(
          new LLMTool(
              function.path("name").asText(),
              function.path("description").asText(),
              function.path("parameters").toString()));
    }
    JsonNode schema = body.path("response_format").path("json_schema").path("schema");
    return new Asked(
        body.path("model").asText(),
        StreamSupport.stream(body.path("messages").spliterator(), false)
            .filter(message -> message.path("role").asText().equals("system"))
            .map(message -> message.path("content").asText())
            .collect(Collectors.joining("\n")),
        messages(body.path("messages")),
        tools,
        schema.isMissingNode() ? null : schema.toString(),
        seen);
  }

  /** Results that follow each other are one message of ours. */
  private static List<LLMMessage> messages(JsonNode array) {
    List<LLMMessage> messages = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    for (JsonNode message : array) {
      String role = message.path("role").asText();
      String content = message.path("content").asText("");
      if (role.equals("tool")) {
        results.add(new ToolResult(message.path("tool_call_id").asText(), "", content, null));
        continue;
      }
      addResults(messages, results);
      if (role.equals("user")) {
        messages.add(LLMMessage.user(content));
      } else if (role.equals("assistant")) {
        messages.add(new LLMMessage(Role.MODEL, content, calls(message), List.of(), null));
      }
    }
    addResults(messages, results);
    return messages;
  }

  private static void addResults(List<LLMMessage> messages, List<ToolResult> results) {
    if (!results.isEmpty()) {
      messages.add(LLMMessage.results(results));
      results.clear();
    }
  }

  private static List<ToolCall> calls(JsonNode message) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      calls.add(
          new ToolCall(
              call.path("id").asText(),
              function.path("name").asText(),
              function.path("arguments").asText()));
    }
    return calls;
  }

  static ObjectNode answer(String model, Said said, String id, long input, long output) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", "chatcmpl-" + id).put("object", "chat.completion").put("model", model);
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    if (said.text().isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", said.text());
    }
    if (!said.calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      said.calls().forEach(call -> add(calls, call));
    }
    choice.put("finish_reason", reason(said));
    json.putObject("usage")
        .put("prompt_tokens", input)
        .put("completion_tokens", output)
        .put("total_tokens", input + output);
    return json;
  }

  private static void add(ArrayNode calls, ToolCall call) {
    calls
        .addObject()
        .put("id", call.callId())
        .put("type", "function")
        .putObject("function")
        .put("name", call.tool())
        .put("arguments", call.arguments());
  }

  private static String reason(Said said) {
    return switch (said.stop()) {
      case END, OTHER -> "stop";
      case TOOL_CALLS -> "tool_calls";
      case LENGTH -> "length";
      case REFUSED -> "content_filter";
    };
  }
}
