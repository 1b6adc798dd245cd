package dev.trace2skill.analyze;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes a trajectory down call by call; single quotes stand for the double ones of JSON. */
final class RunWriter {

  private final List<Step> steps = new ArrayList<>();
  private final List<ToolCall> expected = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private String agentPath = "";

  static RunWriter run() {
    return new RunWriter();
  }

  /** A call that succeeds, in a step of its own; its result is the next step. */
  RunWriter call(String tool, String arguments) {
    return call(tool, arguments, "done", false);
  }

  /** A call that fails. */
  RunWriter fail(String tool, String arguments, String message) {
    return call(tool, arguments, message, true);
  }

  RunWriter call(String tool) {
    return call(tool, "{}");
  }

  RunWriter step(Step step) {
    steps.add(step);
    return this;
  }

  /** All that follows is done by a subagent. */
  RunWriter inSubagent(String path) {
    agentPath = path;
    return this;
  }

  RunWriter expecting(String tool, String arguments) {
    expected.add(new ToolCall("", tool, json(arguments)));
    return this;
  }

  RunWriter expectingOutput(String output) {
    outputs.add(output);
    return this;
  }

  Trajectory trajectory() {
    boolean known = !expected.isEmpty() || !outputs.isEmpty();
    return Trajectory.of(new Source("test", null, "file:/run", ""), "task")
        .steps(steps)
        .groundTruth(known ? new GroundTruth(expected, outputs, null) : null)
        .build()
        .withOutcome(Outcome.FAILURE, 0.0, "reward", 1);
  }

  List<Action> actions() {
    return Action.of(trajectory());
  }

  List<Feature> behaviours() {
    return Behaviours.of(trajectory(), actions());
  }

  /** Keys of behaviours that begin so. */
  SortedSet<String> behaviours(String prefix) {
    return behaviours().stream()
        .map(Feature::key)
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Feature behaviour(String key) {
    return behaviours().stream().filter(f -> f.key().equals(key)).findFirst().orElseThrow();
  }

  List<Feature> differences() {
    return GroundTruthDifferences.of(trajectory(), actions());
  }

  static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  /** A call with what came of it. */
  RunWriter call(String tool, String arguments, String content, boolean error) {
    String id = "call-" + steps.size();
    ToolCall call = new ToolCall(id, tool, json(arguments));
    ToolResult result = new ToolResult(id, tool, content, error);
    steps.add(
        new Step(
            steps.size(),
            Actor.AGENT,
            agentPath,
            "",
            null,
            null,
            List.of(call),
            List.of(),
            null,
            null));
    steps.add(
        new Step(
            steps.size(),
            Actor.TOOL,
            agentPath,
            "",
            null,
            null,
            List.of(),
            List.of(result),
            null,
            null));
    return this;
  }
}
