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

/** The server's side of the Responses API. */
final class ResponsesSide {

  private ResponsesSide() {}

  static Asked asked(JsonNode body, int seen) {
    List<LLMMessage> messages = new ArrayList<>();
    for (JsonNode item : body.path("input")) {
      switch (item.path("type").asText("message")) {
        case "message" -> messages.add(said(item));
        case "function_call" ->
            messages.add(
                new LLMMessage(
                    Role.MODEL,
                    "",
                    List.of(
                        new ToolCall(
                            item.path("call_id").asText(),
                            item.path("name").asText(),
                            item.path("arguments").asText())),
                    List.of(),
                    null));
        case "function_call_output" ->
            messages.add(
                LLMMessage.results(
                    List.of(
                        new ToolResult(
                            item.path("call_id").asText(), "", text(item.path("output")), null))));
        default -> {
          // Thoughts, and what the client keeps for itself.
        }
      }
    }
    List<LLMTool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      tools.add(
          new LLMTool(
              tool.path("name").asText(tool.path("type").asText()),
              tool.path("description").asText(),
              tool.path("parameters").toString()));
    }
    return new Asked(
        body.path("model").asText(),
        body.path("instructions").asText(),
        messages,
        tools,
        null,
        seen);
  }

  private static LLMMessage said(JsonNode item) {
    Role role = item.path("role").asText().equals("assistant") ? Role.MODEL : Role.USER;
    return new LLMMessage(role, text(item.path("content")), List.of(), List.of(), null);
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText()));
    return text.toString();
  }

  static ObjectNode answer(String model, Said said, String id, long input, long output) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", "resp_" + id).put("object", "response").put("created_at", 0);
    json.put("status", "completed").put("model", model);
    ArrayNode items = json.putArray("output");
    if (!said.text().isEmpty()) {
      ObjectNode message = items.addObject().put("id", "msg_" + id).put("type", "message");
      message.put("role", "assistant").put("status", "completed");
      message
          .putArray("content")
          .addObject()
          .put("type", "output_text")
          .put("text", said.text())
          .putArray("annotations");
    }
    for (ToolCall call : said.calls()) {
      items
          .addObject()
          .put("id", "fc_" + call.callId())
          .put("type", "function_call")
          .put("call_id", call.callId())
          .put("name", call.tool())
          .put("arguments", call.arguments())
          .put("status", "completed");
    }
    ObjectNode usage = json.putObject("usage").put("input_tokens", input);
    usage.putObject("input_tokens_details").put("cached_tokens", 0);
    usage
        .put("output_tokens", output)
        .putObject("output_tokens_details")
        .put("reasoning_tokens", 0);
    usage.put("total_tokens", input + output);
    return json;
  }
}
