package dev.trace2skill.analyze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One tool call of the main agent and what came of it.
 *
 * @param stepIndex the step that made the call
 * @param arguments the call's arguments
 * @param result null when the source has none
 */
record Action(int stepIndex, String tool, JsonNode arguments, @Nullable ToolResult result) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The main agent's calls in order, each paired with the first later result of its id. */
  static List<Action> of(Trajectory trajectory) {
    List<Action> actions = new ArrayList<>();
    Map<String, Integer> open = new HashMap<>();
    for (Step step : trajectory.steps()) {
      if (!step.agentPath().isEmpty()) {
        continue;
      }
      if (step.actor() == Actor.AGENT) {
        for (ToolCall call : step.toolCalls()) {
          open.put(call.callId(), actions.size());
          actions.add(new Action(step.stepIndex(), call.tool(), parse(call.arguments()), null));
        }
      }
      for (ToolResult result : step.toolResults()) {
        Integer at = open.remove(result.callId());
        if (at != null) {
          Action call = actions.get(at);
          actions.set(at, new Action(call.stepIndex, call.tool, call.arguments, result));
        }
      }
    }
    return actions;
  }

  /** The actions that the ground truth expects; they have no step and no result. */
  static List<Action> expected(List<ToolCall> calls) {
    return calls.stream().map(c -> new Action(-1, c.tool(), parse(c.arguments()), null)).toList();
  }

  boolean failed() {
    return result != null && Boolean.TRUE.equals(result.error());
  }

  /** Same tool, same arguments. */
  boolean repeats(Action other) {
    return tool.equals(other.tool) && canonical(arguments).equals(canonical(other.arguments));
  }

  /** A value as text in which the order of keys and the spelling of numbers make no difference. */
  static String canonical(JsonNode value) {
    if (value.isObject()) {
      Map<String, String> members = new TreeMap<>();
      value.properties().forEach(e -> members.put(e.getKey(), canonical(e.getValue())));
      return members.toString();
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(canonical(item)));
      return items.toString();
    }
    // 1e999 is read as infinity, which has no decimal value.
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      BigDecimal number = value.decimalValue();
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return value.isTextual() ? '"' + value.textValue() + '"' : value.asText();
  }

  /** A call's arguments as {@link #canonical} text. */
  static String canonicalArguments(ToolCall call) {
    return canonical(parse(call.arguments()));
  }

  private static JsonNode parse(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node != null && node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
