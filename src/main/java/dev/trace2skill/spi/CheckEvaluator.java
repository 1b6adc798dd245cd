package dev.trace2skill.spi;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import java.util.List;

/** Judges the checks of a task that name it, each by itself, and no others. */
public interface CheckEvaluator extends Evaluator {

  /** How one check comes out; what the run left may be missing, malformed or hostile. */
  CheckResult check(Check check, Output output);

  /** What is wrong with a check itself, so that no run could meet it; empty when nothing is. */
  List<String> problems(Check check);

  @Override
  default boolean judges(Task task) {
    return task.checks().stream().anyMatch(check -> check.evaluator().equals(evaluator()));
  }

  @Override
  default Evaluation evaluate(Task task, Output output) {
    return Evaluation.of(
        task.checks().stream()
            .filter(check -> check.evaluator().equals(evaluator()))
            .map(check -> check(check, output))
            .toList());
  }
}
