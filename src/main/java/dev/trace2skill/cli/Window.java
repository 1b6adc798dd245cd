package dev.trace2skill.cli;

import dev.trace2skill.ingest.IngestRequest;
import dev.trace2skill.model.UserError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which of the evidence is read. */
final class Window {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Leave out trajectories that started before: 2026-01-31 or 2026-01-31T08:00Z.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Leave out trajectories that started then or later.")
  private @Nullable Instant to;

  @Option(
      names = "--settled",
      paramLabel = "SECONDS",
      description = "Leave files changed more recently for the next time; ${DEFAULT-VALUE}.")
  private int settledSeconds = 0;

  /**
   * Fails when nothing can be in the window.
   *
   * @throws UserError for a window that ends before it begins
   */
  void check() {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new UserError("--from must be earlier than --to");
    }
  }

  /** The same request, within the window. */
  IngestRequest of(IngestRequest request, boolean again) {
    return new IngestRequest(
        request.paths(), request.format(), from, to, again, Duration.ofSeconds(settledSeconds));
  }

  /** A day, which begins at midnight UTC, or a time with its zone. */
  static final class Times implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time; write 2026-01-31 or 2026-01-31T08:00Z");
      }
    }
  }
}
