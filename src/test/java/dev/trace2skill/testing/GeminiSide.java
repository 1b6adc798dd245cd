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

/** The server's side of Gemini's generateContent. */
final class GeminiSide {

  private static final JsonMapper MAPPER = new JsonMapper();

  private GeminiSide() {}

  static Asked asked(JsonNode body, int seen) {
    List<LLMMessage> messages = new ArrayList<>();
    body.path("contents").forEach(content -> messages.add(message(content)));
    List<LLMTool> tools = new ArrayList<>();
    for (JsonNode group : body.path("tools")) {
      for (JsonNode tool : group.path("functionDeclarations")) {
        tools.add(
            new LLMTool(
                tool.path("name").asText(),
                tool.path("description").asText(),
                tool.path("parametersJsonSchema").toString()));
      }
    }
    return new Asked(
        "", words(body.path("systemInstruction").path("parts")), messages, tools, null, seen);
  }

  private static LLMMessage message(JsonNode content) {
    List<ToolCall> calls = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    for (JsonNode part : content.path("parts")) {
      JsonNode call = part.path("functionCall");
      JsonNode result = part.path("functionResponse");
      if (call.isObject()) {
        calls.add(new ToolCall("", call.path("name").asText(), call.path("args").toString()));
      } else if (result.isObject()) {
        results.add(
            new ToolResult(
                "", result.path("name").asText(), result.path("response").toString(), null));
      }
    }
    Role role = content.path("role").asText().equals("model") ? Role.MODEL : Role.USER;
    return new LLMMessage(role, words(content.path("parts")), calls, results, null);
  }

  private static String words(JsonNode parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.path("text").asText()));
    return text.toString();
  }

  static ObjectNode answer(Said said, String id, long input, long output) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode candidate = json.putArray("candidates").addObject().put("index", 0);
    ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
    if (!said.text().isEmpty()) {
      parts.addObject().put("text", said.text());
    }
    for (ToolCall call : said.calls()) {
      parts
          .addObject()
          .putObject("functionCall")
          .put("name", call.tool())
          .set("args", object(call.arguments()));
    }
    candidate.put("finishReason", "STOP");
    json.putObject("usageMetadata")
        .put("promptTokenCount", input)
        .put("candidatesTokenCount", output)
        .put("totalTokenCount", input + output);
    return json.put("modelVersion", "played").put("responseId", id);
  }

  private static JsonNode object(String arguments) {
    try {
      return MAPPER.readTree(arguments);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
