package dev.trace2skill.analyze;

import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether steps that a model names are there and show anything. */
final class CitedSteps {

  private CitedSteps() {}

  /** What is wrong with steps as evidence; empty when each exists and says something. */
  static Optional<String> problem(String whose, Trajectory run, List<Integer> steps) {
    if (steps.isEmpty()) {
      return Optional.of("no step of the " + whose + " is named");
    }
    for (int step : steps) {
      if (step < 0 || step >= run.steps().size()) {
        return Optional.of(
            "the %s has no step %d; its last one is %d"
                .formatted(whose, step, run.steps().size() - 1));
      }
      if (said(run.steps().get(step)).isEmpty()) {
        return Optional.of("step %d of the %s says nothing".formatted(step, whose));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the steps of two runs tell them apart: something in those of the one was never said or
   * done in the other, on both sides.
   */
  static boolean differ(
      Trajectory run, List<Integer> steps, Trajectory other, List<Integer> otherSteps) {
    return hasOwn(run, steps, other) && hasOwn(other, otherSteps, run);
  }

  private static boolean hasOwn(Trajectory run, List<Integer> steps, Trajectory other) {
    Set<String> elsewhere = new HashSet<>();
    other.steps().forEach(step -> elsewhere.addAll(said(step)));
    return steps.stream()
        .flatMap(step -> said(run.steps().get(step)).stream())
        .anyMatch(said -> !elsewhere.contains(said));
  }

  private static Set<String> said(Step step) {
    Set<String> said = new HashSet<>();
    if (!step.text().isBlank()) {
      said.add(step.text().strip());
    }
    for (ToolCall call : step.toolCalls()) {
      said.add(Correction.canonical(call));
    }
    for (ToolResult result : step.toolResults()) {
      if (!result.content().isBlank()) {
        said.add(result.content().strip());
      }
    }
    return said;
  }
}
