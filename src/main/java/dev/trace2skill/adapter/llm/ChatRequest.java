package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMMessage.Role;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.LLMTool;
import java.util.List;
import java.util.Map;

/**
 * A request as chat completions want it. Where vendors differ, an option of the endpoint decides:
 *
 * <ul>
 *   <li>{@code max-tokens-field}: {@code max_tokens}, or {@code max_completion_tokens} for models
 *       that think before they answer
 *   <li>{@code answer-schema}: {@code json_schema}, or {@code json_object} for those that only
 *       promise some JSON and are told the schema in words
 *   <li>{@code seed}: {@code sent}, or {@code ignored} for those that do not know it
 *   <li>{@code pass-back}: the fields of the model's message, with commas between, that it wants
 *       back beside its words and its calls
 * </ul>
 */
final class ChatRequest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "max-tokens-field", List.of("max_tokens", "max_completion_tokens"),
          "answer-schema", List.of("json_schema", "json_object"),
          "seed", List.of("sent", "ignored"),
          "pass-back", List.of());

  private ChatRequest() {}

  static ObjectNode body(LLMEndpoint endpoint, LLMRequest request) throws LLMException {
    Options.check(endpoint, OPTIONS);
    ObjectNode body = JSON.objectNode();
    body.put("model", endpoint.model());
    body.set("messages", messages(endpoint, request));
    if (!request.tools().isEmpty()) {
      body.set("tools", tools(request.tools()));
    }
    if (request.answerSchema() != null) {
      body.set("response_format", format(endpoint, request.answerSchema()));
    }
    addSampling(body, endpoint, request.sampling());
    return body;
  }

  private static void addSampling(ObjectNode body, LLMEndpoint endpoint, Sampling sampling) {
    body.put(
        endpoint.options().getOrDefault("max-tokens-field", "max_tokens"),
        sampling.maxOutputTokens());
    if (sampling.temperature() != null) {
      body.put("temperature", sampling.temperature());
    }
    if (sampling.topP() != null) {
      body.put("top_p", sampling.topP());
    }
    if (sampling.seed() != null && !Options.is(endpoint, "seed", "ignored")) {
      body.put("seed", sampling.seed());
    }
    if (sampling.effort() != null) {
      body.put("reasoning_effort", sampling.effort());
    }
  }

  private static ArrayNode messages(LLMEndpoint endpoint, LLMRequest request) throws LLMException {
    ArrayNode messages = JSON.arrayNode();
    String system = system(endpoint, request);
    if (!system.isEmpty()) {
      messages.addObject().put("role", "system").put("content", system);
    }
    for (LLMMessage message : request.messages()) {
      if (message.role() == Role.MODEL) {
        messages.add(models(endpoint, message));
      } else {
        addOurs(messages, message);
      }
    }
    return messages;
  }

  private static String system(LLMEndpoint endpoint, LLMRequest request) throws LLMException {
    if (request.answerSchema() == null || !Options.is(endpoint, "answer-schema", "json_object")) {
      return request.system();
    }
    String schema = Wire.text(Wire.schema(request.answerSchema(), "the answer"));
    return (request.system()
            + "\n\nAnswer with one JSON object that follows this schema:\n"
            + schema)
        .strip();
  }

  /** Results stand right after the calls that they answer, before any words. */
  private static void addOurs(ArrayNode messages, LLMMessage message) {
    message
        .toolResults()
        .forEach(
            result ->
                messages
                    .addObject()
                    .put("role", "tool")
                    .put("tool_call_id", result.callId())
                    .put("content", result.content()));
    if (!message.text().isEmpty() || message.toolResults().isEmpty()) {
      messages.addObject().put("role", "user").put("content", message.text());
    }
  }

  /**
   * Calls go back as they came, for some vendors sign them. Of the rest only what is asked for:
   * many refuse the very fields that they send.
   */
  private static ObjectNode models(LLMEndpoint endpoint, LLMMessage message) {
    JsonNode raw = raw(message);
    ObjectNode sent = JSON.objectNode().put("role", "assistant");
    if (message.text().isEmpty() && !message.toolCalls().isEmpty()) {
      sent.putNull("content");
    } else {
      sent.put("content", message.text());
    }
    if (!message.toolCalls().isEmpty()) {
      sent.set(
          "tool_calls", raw.path("tool_calls").isArray() ? raw.get("tool_calls") : calls(message));
    }
    for (String field : endpoint.options().getOrDefault("pass-back", "").split(",", -1)) {
      if (raw.hasNonNull(field.strip())) {
        sent.set(field.strip(), raw.get(field.strip()));
      }
    }
    return sent;
  }

  /** Nothing for a message of another provider, too. */
  private static JsonNode raw(LLMMessage message) {
    try {
      return message.raw() == null ? MissingNode.getInstance() : Wire.tree(message.raw());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static ArrayNode calls(LLMMessage message) {
    ArrayNode calls = JSON.arrayNode();
    for (ToolCall call : message.toolCalls()) {
      calls
          .addObject()
          .put("id", call.callId())
          .put("type", "function")
          .putObject("function")
          .put("name", call.tool())
          .put("arguments", call.arguments());
    }
    return calls;
  }

  private static ArrayNode tools(List<LLMTool> tools) throws LLMException {
    ArrayNode array = JSON.arrayNode();
    for (LLMTool tool : tools) {
      array
          .addObject()
          .put("type", "function")
          .putObject("function")
          .put("name", tool.name())
          .put("description", tool.description())
          .set("parameters", Wire.schema(tool.schema(), "the tool " + tool.name()));
    }
    return array;
  }

  private static ObjectNode format(LLMEndpoint endpoint, String answerSchema) throws LLMException {
    if (Options.is(endpoint, "answer-schema", "json_object")) {
      return JSON.objectNode().put("type", "json_object");
    }
    JsonNode schema = Wire.schema(answerSchema, "the answer");
    ObjectNode format = JSON.objectNode().put("type", "json_schema");
    format
        .putObject("json_schema")
        .put("name", "answer")
        .put("strict", StrictSchema.holds(schema))
        .set("schema", schema);
    return format;
  }
}
