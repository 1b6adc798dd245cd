package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a trace file that could not be read, and why.
 *
 * @param line line in the file, from 1; null when the whole file or a non-line format is meant
 * @param record place inside the file as the format counts; empty when unknown
 */
public record Reject(
    String rejectId, String uri, String format, @Nullable Long line, String record, String reason) {

  public static Reject of(
      String uri, String format, @Nullable Long line, String record, String reason) {
    return new Reject(
        ContentId.of("reject", uri, format, String.valueOf(line), record, reason),
        uri,
        format,
        line,
        record,
        reason);
  }
}
