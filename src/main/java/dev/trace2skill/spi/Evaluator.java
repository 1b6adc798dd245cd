package dev.trace2skill.spi;

import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.CheckResult.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a run came to with what its task's author knows to be right. Found with {@link
 * java.util.ServiceLoader}; must have a constructor without arguments and keep no state.
 *
 * <p>What is compared and with what is the task's to say: nobody who asks for a verdict can choose.
 */
public interface Evaluator {

  /** The evaluator's name in conf files and tables. */
  String evaluator();

  /** Whether the task's checks name this one, or its ground truth is of the kind it compares. */
  boolean judges(Task task);

  /** Whether the task leaves it to the ground truth what is right, or names this evaluator. */
  default boolean isAsked(Task task) {
    return task.checks().isEmpty()
        || task.checks().stream().anyMatch(check -> check.evaluator().equals(evaluator()));
  }

  /** The verdict on an output. */
  Evaluation evaluate(Task task, Output output);

  /** The best score of what is not right. */
  double NEARLY = Math.nextDown(1.0);

  /**
   * What a run came to.
   *
   * @param calls every tool call it made that did not fail, in order: a call that failed changed
   *     nothing
   * @param answer its last words
   * @param said all that it told the user, in order; the answer is the last of it
   * @param workspace the working copy as the run left it; null when only the trace is left
   */
  record Output(List<ToolCall> calls, String answer, List<String> said, @Nullable Path workspace) {
    public Output {
      calls = List.copyOf(calls);
      said = List.copyOf(said);
    }

    /** Of a run that said nothing on its way. */
    public Output(List<ToolCall> calls, String answer) {
      this(calls, answer, List.of(answer));
    }

    /** Of a run of which only the trace is left. */
    public Output(List<ToolCall> calls, String answer, List<String> said) {
      this(calls, answer, said, null);
    }
  }

  /**
   * A verdict.
   *
   * @param accepted whether the output is right
   * @param score from 0 to 1; 1 exactly when it is accepted
   * @param differences what is not as it should be, one phrase each; empty when it is accepted
   * @param results how each check came out; at least one
   */
  record Evaluation(
      boolean accepted, double score, List<String> differences, List<CheckResult> results) {
    public Evaluation {
      differences = List.copyOf(differences);
      results = List.copyOf(results);
      if (accepted != differences.isEmpty()) {
        throw new IllegalArgumentException("an output is accepted exactly when nothing differs");
      }
    }

    /** The verdict of several checks: accepted when all passed, scored by their mean. */
    public static Evaluation of(List<CheckResult> results) {
      if (results.isEmpty()) {
        throw new IllegalArgumentException("nothing was checked");
      }
      List<String> differences =
          results.stream()
              .flatMap(r -> r.differences().stream().map(text -> r.check() + ": " + text))
              .toList();
      double mean = results.stream().mapToDouble(CheckResult::score).average().orElseThrow();
      boolean accepted = differences.isEmpty();
      return new Evaluation(accepted, accepted ? 1 : Math.min(mean, NEARLY), differences, results);
    }

    /** The verdict of one evaluator on its own. */
    public static Evaluation of(String evaluator, double score, List<String> differences) {
      boolean accepted = differences.isEmpty();
      double least = accepted ? 1 : Math.min(score, NEARLY);
      Verdict verdict = accepted ? Verdict.PASSED : Verdict.FAILED;
      return new Evaluation(
          accepted,
          least,
          differences,
          List.of(new CheckResult(evaluator, verdict, least, differences, false)));
    }

    /** Whether no check fails and one could not be carried out: nobody knows how the run went. */
    public boolean undecided() {
      return has(Verdict.UNDECIDED) && !has(Verdict.FAILED);
    }

    /** Whether some check could not be carried out. */
    public boolean incomplete() {
      return has(Verdict.UNDECIDED);
    }

    /** Whether the verdict would be another, or none, without what models say. */
    public boolean restsOnOpinion() {
      List<CheckResult> compared = results.stream().filter(r -> !r.opinion()).toList();
      return compared.isEmpty() || (!accepted && compared.stream().allMatch(CheckResult::passed));
    }

    private boolean has(Verdict verdict) {
      return results.stream().anyMatch(result -> result.verdict() == verdict);
    }
  }
}
