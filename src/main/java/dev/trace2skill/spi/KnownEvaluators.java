package dev.trace2skill.spi;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The evaluators on the class path. */
public final class KnownEvaluators {

  /** Loaded once per JVM: executors have evaluators of their own. */
  private static final List<Evaluator> ALL =
      ServiceLoader.load(Evaluator.class, Evaluator.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(Evaluator::evaluator))
          .toList();

  private KnownEvaluators() {}

  /** The names of those that ask a model. */
  public static List<String> asking() {
    return ALL.stream()
        .filter(AskingEvaluator.class::isInstance)
        .map(Evaluator::evaluator)
        .toList();
  }

  /** All of them, in the order of their names. */
  public static List<Evaluator> all() {
    return ALL;
  }
}
