package dev.trace2skill.ingest;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.EvidenceAdapter;
import dev.trace2skill.spi.KnownEvidenceAdapters;
import java.util.stream.Collectors;

/** The evidence adapters, by the names that users give them. */
final class Adapters {

  private Adapters() {}

  /**
   * The adapter of a format.
   *
   * @throws UserError when there is none
   */
  static EvidenceAdapter of(String format) {
    return KnownEvidenceAdapters.find(format)
        .orElseThrow(() -> new UserError("unknown format '" + format + "'; known: " + formats()));
  }

  static String formats() {
    return KnownEvidenceAdapters.all().stream()
        .map(EvidenceAdapter::format)
        .collect(Collectors.joining(", "));
  }
}
