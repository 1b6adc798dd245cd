package dev.trace2skill.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.util.Locale;

/** {@code episode -> line}: one trajectory in the form of an OpenAI chat. */
final class ChatLine {

  private ChatLine() {}

  static String of(long seed, Episode episode) {
    Task task = episode.scenario().task();
    String session = ContentId.of(Long.toString(seed), task.taskId(), "" + episode.trial());
    ObjectNode line =
        Json.object()
            .put("task_id", task.taskId())
            .put("trial", episode.trial())
            .put("session_id", session)
            .put("principal_id", episode.principalId())
            .put("model", "simulated-agent")
            .put("query", task.query())
            .put("outcome", episode.outcome().name().toLowerCase(Locale.ROOT))
            .put("reward", episode.outcome() == Outcome.SUCCESS ? 1 : 0);
    if (task.groundTruth() != null) {
      groundTruth(line.putObject("ground_truth"), task.groundTruth());
    }
    ArrayNode messages = line.putArray("messages");
    episode.steps().forEach(step -> message(messages, step));
    return line.toString();
  }

  private static void groundTruth(ObjectNode node, GroundTruth truth) {
    ArrayNode calls = node.putArray("calls");
    for (ToolCall call : truth.calls()) {
      calls.addObject().put("name", call.tool()).set("arguments", Json.own(call.arguments()));
    }
    ArrayNode outputs = node.putArray("outputs");
    truth.outputs().forEach(outputs::add);
  }

  private static void message(ArrayNode messages, Step step) {
    switch (step.actor()) {
      case SYSTEM -> said(messages, "system", step);
      case USER -> said(messages, "user", step);
      case AGENT -> calls(said(messages, "assistant", step), step);
      case TOOL -> step.toolResults().forEach(result -> answered(messages, result));
    }
  }

  private static ObjectNode said(ArrayNode messages, String role, Step step) {
    return messages.addObject().put("role", role).put("content", step.text());
  }

  private static void calls(ObjectNode message, Step step) {
    if (step.toolCalls().isEmpty()) {
      return;
    }
    ArrayNode calls = message.putArray("tool_calls");
    for (ToolCall call : step.toolCalls()) {
      ObjectNode node = calls.addObject().put("id", call.callId()).put("type", "function");
      node.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
    }
  }

  private static void answered(ArrayNode messages, ToolResult result) {
    messages
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", result.callId())
        .put("name", result.tool())
        .put("content", result.content())
        .put("is_error", Boolean.TRUE.equals(result.error()));
  }
}
