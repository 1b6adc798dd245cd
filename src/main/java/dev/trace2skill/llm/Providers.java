package dev.trace2skill.llm;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMProvider;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The providers on the class path. */
public final class Providers {

  /** Loaded once per JVM: executors have providers of their own. */
  private static final List<LLMProvider> ALL =
      ServiceLoader.load(LLMProvider.class, LLMProvider.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(LLMProvider::protocol))
          .toList();

  private Providers() {}

  /**
   * The provider of a protocol.
   *
   * @throws UserError when there is none
   */
  public static LLMProvider of(String protocol) {
    return ALL.stream()
        .filter(provider -> provider.protocol().equals(protocol))
        .findFirst()
        .orElseThrow(
            () -> new UserError("unknown protocol '" + protocol + "'; known: " + protocols()));
  }

  private static String protocols() {
    return ALL.stream().map(LLMProvider::protocol).collect(Collectors.joining(", "));
  }
}
