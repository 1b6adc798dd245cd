package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.spi.Arguments;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMMessage.Role;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.LLMTool;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the Messages API wants it.
 *
 * <p>A schema for the answer becomes {@code output_config.format}. The other way, a tool that the
 * model is forced to call, is refused by the newest models, and by the older ones while they think.
 *
 * <p>A budget of thinking tokens is sent as such; models that think as long as they see fit refuse
 * it and say what they want instead: the option {@code thinking: adaptive} and an effort.
 */
final class AnthropicRequest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Adaptive: the model decides how long it thinks, and no budget is sent. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of("thinking", List.of("adaptive", "budget"));

  private AnthropicRequest() {}

  static ObjectNode body(LLMEndpoint endpoint, LLMRequest request) throws LLMException {
    Options.check(endpoint, OPTIONS);
    ObjectNode body = JSON.objectNode();
    body.put("model", endpoint.model());
    body.put("max_tokens", request.sampling().maxOutputTokens());
    if (!request.system().isEmpty()) {
      body.putArray("system").add(cached(text(request.system())));
    }
    body.set("messages", messages(request));
    if (!request.tools().isEmpty()) {
      body.set("tools", tools(request.tools()));
    }
    addThinking(body, endpoint, request.sampling());
    addOutputConfig(body, request);
    if (request.sampling().temperature() != null) {
      body.put("temperature", request.sampling().temperature());
    }
    if (request.sampling().topP() != null) {
      body.put("top_p", request.sampling().topP());
    }
    return body;
  }

  private static ArrayNode messages(LLMRequest request) {
    ArrayNode messages = JSON.arrayNode();
    for (LLMMessage message : request.messages()) {
      messages
          .addObject()
          .put("role", message.role() == Role.USER ? "user" : "assistant")
          .set("content", message.role() == Role.USER ? ours(message) : models(message));
    }
    if (goesOn(request)) {
      JsonNode content = messages.path(messages.size() - 1).path("content");
      if (content.path(content.size() - 1) instanceof ObjectNode last) {
        var unused = cached(last);
      }
    }
    return messages;
  }

  /** A question without tools that stands alone is not read again, and a cache costs to write. */
  private static boolean goesOn(LLMRequest request) {
    return !request.tools().isEmpty() || request.messages().size() > 1;
  }

  /** Results stand before words, as the API demands. */
  private static ArrayNode ours(LLMMessage message) {
    ArrayNode content = JSON.arrayNode();
    for (ToolResult result : message.toolResults()) {
      ObjectNode block = content.addObject();
      block.put("type", "tool_result").put("tool_use_id", result.callId());
      block.put("content", result.content());
      if (Boolean.TRUE.equals(result.error())) {
        block.put("is_error", true);
      }
    }
    if (!message.text().isEmpty()) {
      content.add(text(message.text()));
    }
    return content;
  }

  /** What the model said, to the letter where we have it: signatures of thoughts are checked. */
  private static ArrayNode models(LLMMessage message) {
    Optional<ArrayNode> raw = raw(message);
    if (raw.isPresent()) {
      return raw.get();
    }
    ArrayNode content = JSON.arrayNode();
    if (!message.text().isEmpty()) {
      content.add(text(message.text()));
    }
    for (ToolCall call : message.toolCalls()) {
      ObjectNode block = content.addObject();
      block.put("type", "tool_use").put("id", call.callId()).put("name", call.tool());
      block.set("input", object(call.arguments()));
    }
    return content;
  }

  /** Empty for a message of another provider, too. */
  private static Optional<ArrayNode> raw(LLMMessage message) {
    if (message.raw() == null) {
      return Optional.empty();
    }
    try {
      return Wire.tree(message.raw()) instanceof ArrayNode content && !content.isEmpty()
          ? Optional.of(content)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static JsonNode object(String arguments) {
    try {
      return Wire.tree(Arguments.of(TextNode.valueOf(arguments)).json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("arguments are made one object", e);
    }
  }

  /** Tools come first in what is cached, so that they are read even where the rest differs. */
  private static ArrayNode tools(List<LLMTool> tools) throws LLMException {
    ArrayNode array = JSON.arrayNode();
    ObjectNode last = JSON.objectNode();
    for (LLMTool tool : tools) {
      last = array.addObject();
      last.put("name", tool.name()).put("description", tool.description());
      last.set("input_schema", Wire.schema(tool.schema(), "the tool " + tool.name()));
    }
    var unused = cached(last);
    return array;
  }

  private static void addThinking(ObjectNode body, LLMEndpoint endpoint, Sampling sampling) {
    if (Options.is(endpoint, "thinking", "adaptive")) {
      body.putObject("thinking").put("type", "adaptive");
    } else if (sampling.thinkingTokens() != null) {
      body.putObject("thinking")
          .put("type", "enabled")
          .put("budget_tokens", sampling.thinkingTokens());
    }
  }

  private static void addOutputConfig(ObjectNode body, LLMRequest request) throws LLMException {
    ObjectNode config = JSON.objectNode();
    if (request.sampling().effort() != null) {
      config.put("effort", request.sampling().effort());
    }
    if (request.answerSchema() != null) {
      config
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", Wire.schema(request.answerSchema(), "the answer"));
    }
    if (!config.isEmpty()) {
      body.set("output_config", config);
    }
  }

  private static ObjectNode text(String text) {
    return JSON.objectNode().put("type", "text").put("text", text);
  }

  private static ObjectNode cached(ObjectNode block) {
    block.putObject("cache_control").put("type", "ephemeral");
    return block;
  }
}
