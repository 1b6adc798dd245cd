package dev.trace2skill.analyze;

import dev.trace2skill.model.Task;
import dev.trace2skill.spi.Evaluator;
import dev.trace2skill.spi.KnownEvaluators;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The evaluators that may judge, by name: the first one that judges a task is the task's.
 *
 * @param names in the order in which they are asked
 */
public record Evaluators(List<String> names) implements Serializable {

  public Evaluators {
    names = List.copyOf(names);
  }

  /** All that are on the class path, in the order of their names. */
  public static Evaluators all() {
    return new Evaluators(KnownEvaluators.all().stream().map(Evaluator::evaluator).toList());
  }

  /** The one that judges a task; empty when none does. */
  Optional<Evaluator> judgeOf(Task task) {
    return names.stream()
        .flatMap(
            name -> KnownEvaluators.all().stream().filter(e -> e.evaluator().equals(name)).limit(1))
        .filter(evaluator -> evaluator.judges(task))
        .findFirst();
  }
}
