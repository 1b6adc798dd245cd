package dev.trace2skill.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of one command.
 *
 * @param conf the settings in force, as JSON
 * @param arguments what was asked for on the command line; files that an ingest read name the run
 *     in {@code ingested_files}
 * @param inputs the tables as they stood when the command started
 * @param counts what the command counted, by name
 * @param skillVersionId the skill version that it made or published; null when it did neither
 * @param skillName the skill that it was about; null when it was about none
 * @param consolidationId the consolidation that it made; null when it made none
 * @param exitReason why it ended, in words
 */
public record Run(
    String runId,
    String command,
    String codeVersion,
    String conf,
    List<String> arguments,
    List<TableVersion> inputs,
    List<Count> counts,
    @Nullable String skillVersionId,
    @Nullable String skillName,
    @Nullable String consolidationId,
    int exitCode,
    String exitReason,
    Instant startedAt,
    Instant endedAt) {

  /** The Delta version of a table. */
  public record TableVersion(String table, long version) {}

  /** A named number. */
  public record Count(String name, long value) {}

  public Run {
    arguments = List.copyOf(arguments);
    inputs = List.copyOf(inputs);
    counts = List.copyOf(counts);
  }
}
