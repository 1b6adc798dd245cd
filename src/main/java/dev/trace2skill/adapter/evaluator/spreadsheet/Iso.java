package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date, a time or both, or a duration, in the words of ISO 8601 that workbooks use.
 *
 * @param day days since 1970-01-01
 * @param millis of the day, or of the duration
 */
record Iso(Kind kind, long day, long millis) {

  enum Kind {
    DATE,
    TIME,
    DATE_TIME,
    DURATION
  }

  /** From 1899-12-30 to 1970-01-01. */
  static final long EPOCH_DAYS = 25_569;

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})?T?(?:(\\d{2}):(\\d{2})(?::(\\d{2}(?:\\.\\d{1,3})?))?)?Z?");
  private static final Pattern DURATION =
      Pattern.compile("PT(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9}(?:\\.\\d{1,3})?)S)?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Iso of(String text) {
    Matcher time = TIME.matcher(text);
    Matcher duration = DURATION.matcher(text);
    try {
      if (time.matches() && (time.group(1) != null || time.group(2) != null)) {
        Kind kind =
            time.group(1) == null ? Kind.TIME : time.group(2) == null ? Kind.DATE : Kind.DATE_TIME;
        long day = time.group(1) == null ? 0 : LocalDate.parse(time.group(1)).toEpochDay();
        return new Iso(kind, day, millis(time, 2));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no date", e);
    }
    if (!duration.matches()) {
      throw new IllegalArgumentException("no date");
    }
    return new Iso(Kind.DURATION, 0, millis(duration, 1));
  }

  private static long millis(Matcher parts, int hours) {
    return Math.round(
        1000
            * (number(parts, hours) * 3600
                + number(parts, hours + 1) * 60
                + number(parts, hours + 2)));
  }

  private static double number(Matcher parts, int group) {
    String text = parts.group(group);
    return text == null ? 0 : Double.parseDouble(text);
  }

  /** As workbooks count, in days since 1899-12-30; durations and times of day from 0. */
  double serial() {
    boolean dated = kind == Kind.DATE || kind == Kind.DATE_TIME;
    return (dated ? day + EPOCH_DAYS : 0) + millis / 86_400_000.0;
  }
}
