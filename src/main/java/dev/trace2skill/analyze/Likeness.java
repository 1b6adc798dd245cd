package dev.trace2skill.analyze;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a trajectory has in common with others, for drawing a sample and for telling runs that are
 * the same but for their words.
 *
 * @param model the models that acted, joined; empty when the source does not say
 * @param errors the kinds of tool error it met, joined, values masked
 * @param shape hash of the task, the outcome and every step's actor, calls with their arguments,
 *     and errors: equal for runs that did the same, whatever was said
 */
public record Likeness(
    String trajectoryId,
    String taskId,
    @Nullable String principalId,
    Outcome outcome,
    String model,
    String errors,
    String shape) {

  static Likeness of(Trajectory run) {
    return new Likeness(
        run.trajectoryId(),
        run.taskId(),
        run.principalId(),
        run.outcome(),
        String.join(", ", new TreeSet<>(run.models())),
        errors(run),
        shape(run));
  }

  private static String errors(Trajectory run) {
    TreeSet<String> kinds = new TreeSet<>();
    for (Action action : Action.of(run)) {
      if (action.failed() && action.result() != null) {
        kinds.add(
            action.tool() + ": " + Masks.template(action.result().content(), action.arguments()));
      }
    }
    return String.join("; ", kinds);
  }

  private static String shape(Trajectory run) {
    List<String> parts = new ArrayList<>(List.of(run.taskId(), run.outcome().name()));
    for (Step step : run.steps()) {
      parts.add("step " + step.actor() + " " + step.agentPath());
      for (ToolCall call : step.toolCalls()) {
        parts.add(call.tool());
        parts.add(Action.canonicalArguments(call));
      }
      for (ToolResult result : step.toolResults()) {
        boolean failed = Boolean.TRUE.equals(result.error());
        parts.add(failed ? "error " + result.content() : "result");
      }
    }
    return ContentId.of(parts.toArray(String[]::new));
  }
}
