package dev.trace2skill.analyze;

import dev.trace2skill.llm.prompt.Delimited;
import dev.trace2skill.llm.prompt.InstructionText;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A run as a model is shown it: data between two marks that do not occur in it.
 *
 * @param text the transcript with its marks
 * @param withinBudget whether all that must be shown found room
 * @param flags texts that read like instructions: kind and step
 */
record Shown(String text, boolean withinBudget, List<String> flags) {

  /** A run can hold as many traps as it likes; a reader needs to know that it does. */
  private static final int MOST_FLAGS = 20;

  Shown {
    flags = List.copyOf(flags);
  }

  /**
   * A run within a budget.
   *
   * @param name what the run is called between the marks
   */
  static Shown of(String name, Trajectory run, int tokenBudget) {
    Trajectory neutral =
        run.rewritten(
            InstructionText::neutralised, InstructionText::neutralised, principal -> principal);
    Transcript transcript = Transcript.of(neutral, tokenBudget);
    return new Shown(Delimited.of(name, transcript.text()), transcript.withinBudget(), flags(run));
  }

  private static List<String> flags(Trajectory run) {
    Set<String> flags = new LinkedHashSet<>();
    InstructionText.kinds(run.query()).forEach(kind -> flags.add(kind + " in the query"));
    for (Step step : run.steps()) {
      for (String text : texts(step)) {
        for (String kind : InstructionText.kinds(text)) {
          flags.add(kind + " at step " + step.stepIndex());
        }
      }
    }
    return flags.stream().limit(MOST_FLAGS).toList();
  }

  private static List<String> texts(Step step) {
    List<String> texts = new ArrayList<>();
    texts.add(step.text());
    if (step.reasoning() != null) {
      texts.add(step.reasoning());
    }
    step.toolCalls().stream().map(ToolCall::arguments).forEach(texts::add);
    step.toolResults().stream().map(ToolResult::content).forEach(texts::add);
    return texts;
  }
}
