package dev.trace2skill.spi;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The evidence adapters on the class path. */
public final class KnownEvidenceAdapters {

  /** Loaded once per JVM: executors have adapters of their own. */
  private static final List<EvidenceAdapter> ALL =
      ServiceLoader.load(EvidenceAdapter.class, EvidenceAdapter.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(EvidenceAdapter::format))
          .toList();

  private KnownEvidenceAdapters() {}

  /** All of them, in the order of their formats. */
  public static List<EvidenceAdapter> all() {
    return ALL;
  }

  /** The adapter of a format; empty when there is none. */
  public static Optional<EvidenceAdapter> find(String format) {
    return ALL.stream().filter(adapter -> adapter.format().equals(format)).findFirst();
  }
}
