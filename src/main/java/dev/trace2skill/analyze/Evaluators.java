package dev.trace2skill.analyze;

import dev.trace2skill.model.Task;
import dev.trace2skill.spi.Evaluator;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The evaluators that may judge, by name: the first one that judges a task is the task's.
 *
 * @param names in the order in which they are asked
 */
public record Evaluators(List<String> names) implements Serializable {

  /** Loaded once per JVM: executors have evaluators of their own. */
  private static final List<Evaluator> KNOWN =
      ServiceLoader.load(Evaluator.class, Evaluator.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(Evaluator::evaluator))
          .toList();

  public Evaluators {
    names = List.copyOf(names);
  }

  /** All that are on the class path, in the order of their names. */
  public static Evaluators all() {
    return new Evaluators(KNOWN.stream().map(Evaluator::evaluator).toList());
  }

  /** The one that judges a task; empty when none does. */
  Optional<Evaluator> judgeOf(Task task) {
    return names.stream()
        .flatMap(name -> KNOWN.stream().filter(e -> e.evaluator().equals(name)).limit(1))
        .filter(evaluator -> evaluator.judges(task))
        .findFirst();
  }
}
