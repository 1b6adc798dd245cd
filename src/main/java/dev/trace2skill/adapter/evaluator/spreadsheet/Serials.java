package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days since 1899-12-30, as workbooks count time. */
final class Serials {

  static final double DAYS_TO_1904 = 1462;

  private static final LocalDate START = LocalDate.of(1899, 12, 30);
  private static final double SECONDS = 86_400;

  private Serials() {}

  /** A number as its format means it. */
  static String shown(double number, Display display) {
    if (display == Display.DATE && Math.abs(number) < 2_958_466) {
      LocalDateTime time = START.atStartOfDay().plusSeconds((long) Math.rint(number * SECONDS));
      return number >= 0 && number < 1
          ? time.toLocalTime().toString()
          : time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }
    String text = String.format(Locale.ROOT, "%.6f", number);
    return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
  }

  /** A time of day as Python writes it, without its last three characters. */
  static String cut(long millisOfDay) {
    String minutes =
        String.format(Locale.ROOT, "%02d:%02d", millisOfDay / 3_600_000, millisOfDay / 60_000 % 60);
    long rest = millisOfDay % 60_000;
    return rest % 1000 == 0
        ? minutes
        : String.format(Locale.ROOT, "%s:%02d.%03d", minutes, rest / 1000, rest % 1000);
  }
}
