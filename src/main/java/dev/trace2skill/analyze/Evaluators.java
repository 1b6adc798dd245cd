package dev.trace2skill.analyze;

import dev.trace2skill.model.Task;
import dev.trace2skill.spi.Evaluator;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

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
    return new Evaluators(
        ServiceLoader.load(Evaluator.class).stream()
            .map(provider -> provider.get().evaluator())
            .sorted()
            .toList());
  }

  /** The one that judges a task; empty when none does. */
  Optional<Evaluator> judgeOf(Task task) {
    List<Evaluator> known =
        ServiceLoader.load(Evaluator.class).stream().map(ServiceLoader.Provider::get).toList();
    return names.stream()
        .flatMap(name -> known.stream().filter(e -> e.evaluator().equals(name)).limit(1))
        .filter(evaluator -> evaluator.judges(task))
        .findFirst();
  }
}
