package dev.trace2skill.rollout;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.HarnessAdapter;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The harness adapters on the class path. */
public final class Harnesses {

  /** Loaded once per JVM: executors have adapters of their own. */
  private static final List<HarnessAdapter> ALL =
      ServiceLoader.load(HarnessAdapter.class, HarnessAdapter.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(HarnessAdapter::harness))
          .toList();

  private Harnesses() {}

  /**
   * The adapter of a harness.
   *
   * @throws UserError when there is none
   */
  public static HarnessAdapter of(String harness) {
    return ALL.stream()
        .filter(adapter -> adapter.harness().equals(harness))
        .findFirst()
        .orElseThrow(
            () -> new UserError("unknown harness '" + harness + "'; known: " + harnesses()));
  }

  private static String harnesses() {
    return ALL.stream().map(HarnessAdapter::harness).collect(Collectors.joining(", "));
  }
}
