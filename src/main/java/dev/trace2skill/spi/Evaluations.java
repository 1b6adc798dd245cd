package dev.trace2skill.spi;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import dev.trace2skill.spi.Evaluator.Evaluation;
import dev.trace2skill.spi.Evaluator.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is checked of a task, as one verdict. */
public final class Evaluations {

  private Evaluations() {}

  /**
   * The verdict on a run. The task's checks decide, all of them; of a task without checks the first
   * evaluator that judges it.
   *
   * @return empty when nothing says what is right
   */
  public static Optional<Evaluation> of(Task task, Output output, List<Evaluator> evaluators) {
    if (task.checks().isEmpty()) {
      return evaluators.stream()
          .filter(evaluator -> evaluator.judges(task))
          .findFirst()
          .map(evaluator -> evaluator.evaluate(task, output));
    }
    List<CheckResult> results = new ArrayList<>();
    for (String name : task.checks().stream().map(Check::evaluator).distinct().toList()) {
      results.addAll(results(name, task, output, evaluators));
    }
    return Optional.of(Evaluation.of(results));
  }

  private static List<CheckResult> results(
      String name, Task task, Output output, List<Evaluator> evaluators) {
    Optional<Evaluator> asked =
        evaluators.stream().filter(evaluator -> evaluator.evaluator().equals(name)).findFirst();
    if (asked.isEmpty()) {
      List<String> known = evaluators.stream().map(Evaluator::evaluator).sorted().toList();
      return undecided(
          name, task, "there is no such evaluator; there are " + String.join(", ", known));
    }
    return asked.get().judges(task)
        ? asked.get().evaluate(task, output).results()
        : undecided(name, task, "the task says nothing that it compares with");
  }

  private static List<CheckResult> undecided(String name, Task task, String reason) {
    return task.checks().stream()
        .filter(check -> check.evaluator().equals(name))
        .map(check -> CheckResult.undecided(check, reason))
        .toList();
  }
}
