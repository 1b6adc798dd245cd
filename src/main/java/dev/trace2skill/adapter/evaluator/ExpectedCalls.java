package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Right is a run that did what its task's author would have done, in any order and nothing else,
 * and told the user what the author would have told. Looking things up is no deed.
 */
public final class ExpectedCalls implements Evaluator {

  @Override
  public String evaluator() {
    return "calls";
  }

  @Override
  public boolean judges(Task task) {
    GroundTruth truth = task.groundTruth();
    return isAsked(task) && truth != null && !truth.calls().isEmpty();
  }

  @Override
  public Evaluation evaluate(Task task, Output output) {
    GroundTruth truth = Objects.requireNonNull(task.groundTruth(), "a task that is judged");
    List<ToolCall> missing = deeds(truth.calls());
    List<ToolCall> needless = deeds(output.calls());
    int all = Math.max(missing.size(), needless.size()) + truth.outputs().size();
    List<ToolCall> wanted = List.copyOf(missing);
    missing.removeIf(call -> removeEqual(needless, call));
    List<String> unsaid =
        truth.outputs().stream()
            .filter(value -> output.said().stream().noneMatch(text -> Values.says(text, value)))
            .toList();
    int wrong = Math.max(missing.size(), needless.size()) + unsaid.size();
    List<String> differences = new ArrayList<>();
    pairs(missing, needless, differences);
    missing.forEach(call -> differences.add("not called: " + shown(call)));
    needless.forEach(
        call ->
            differences.add(
                (isAmong(wanted, call) ? "called once too often: " : "not to be called: ")
                    + shown(call)));
    unsaid.forEach(value -> differences.add("not said: " + value));
    double score = all == 0 ? 1 : (double) (all - wrong) / all;
    return Evaluation.of(evaluator(), score, differences);
  }

  private static List<ToolCall> deeds(List<ToolCall> calls) {
    return new ArrayList<>(calls.stream().filter(call -> Deeds.acts(call.tool())).toList());
  }

  private static boolean removeEqual(List<ToolCall> calls, ToolCall wanted) {
    for (int i = 0; i < calls.size(); i++) {
      if (isEqual(calls.get(i), wanted)) {
        calls.remove(i);
        return true;
      }
    }
    return false;
  }

  private static boolean isAmong(List<ToolCall> wanted, ToolCall call) {
    return wanted.stream().anyMatch(other -> isEqual(call, other));
  }

  private static boolean isEqual(ToolCall made, ToolCall wanted) {
    return made.tool().equals(wanted.tool())
        && ArgumentMatch.differing(
                Values.parsed(made.arguments()), Values.parsed(wanted.arguments()))
            .isEmpty();
  }

  /** Of calls of the same tool that are left over on both sides, the arguments are compared. */
  private static void pairs(
      List<ToolCall> missing, List<ToolCall> needless, List<String> differences) {
    for (ToolCall want : List.copyOf(missing)) {
      for (ToolCall made : needless) {
        if (made.tool().equals(want.tool())) {
          describe(made, want, differences);
          missing.remove(want);
          needless.remove(made);
          break;
        }
      }
    }
  }

  private static void describe(ToolCall made, ToolCall want, List<String> differences) {
    JsonNode is = Values.parsed(made.arguments());
    JsonNode should = Values.parsed(want.arguments());
    for (String name : ArgumentMatch.differing(is, should)) {
      differences.add(
          "%s: %s is %s and should be %s"
              .formatted(want.tool(), name, shown(is.path(name)), shown(should.path(name))));
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }

  private static String shown(ToolCall call) {
    return call.tool() + " " + call.arguments();
  }
}
