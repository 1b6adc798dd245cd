package dev.trace2skill.spi;

import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import java.util.List;

/**
 * Compares what a run came to with what its task's author knows to be right. Found with {@link
 * java.util.ServiceLoader}; must have a constructor without arguments and keep no state.
 *
 * <p>What is compared and with what is the task's to say: nobody who asks for a verdict can choose.
 */
public interface Evaluator {

  /** The evaluator's name in conf files and tables. */
  String evaluator();

  /** Whether the task's ground truth is of the kind that this one compares. */
  boolean judges(Task task);

  /** The verdict on an output. */
  Evaluation evaluate(Task task, Output output);

  /**
   * What a run came to.
   *
   * @param calls every tool call it made that did not fail, in order: a call that failed changed
   *     nothing
   * @param answer its last words
   * @param said all that it told the user, in order; the answer is the last of it
   */
  record Output(List<ToolCall> calls, String answer, List<String> said) {
    public Output {
      calls = List.copyOf(calls);
      said = List.copyOf(said);
    }

    /** Of a run that said nothing on its way. */
    public Output(List<ToolCall> calls, String answer) {
      this(calls, answer, List.of(answer));
    }
  }

  /**
   * A verdict.
   *
   * @param accepted whether the output is right
   * @param score from 0 to 1; 1 exactly when it is accepted
   * @param differences what is not as it should be, one phrase each; empty when it is accepted
   */
  record Evaluation(boolean accepted, double score, List<String> differences) {
    public Evaluation {
      differences = List.copyOf(differences);
      if (accepted != differences.isEmpty()) {
        throw new IllegalArgumentException("an output is accepted exactly when nothing differs");
      }
    }
  }
}
