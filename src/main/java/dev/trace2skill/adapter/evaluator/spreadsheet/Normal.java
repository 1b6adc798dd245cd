package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A value as the published comparison sees it: numbers, truth values, dates and texts that read as
 * numbers become numbers of two decimals, dates whole days, times of day texts without seconds.
 *
 * @param number null when it is none
 * @param text kind and value of what is no number; empty for an empty cell
 */
record Normal(@Nullable Double number, String text) {

  private static final long DAY_MILLIS = 86_400_000;
  private static final long FIRST_DAY = -693_593;
  private static final long LAST_DAY = 2_958_465;

  private static final Normal NO_DATE = text("#VALUE!");

  static Normal of(CellValue value, boolean from1904) {
    return switch (value.kind()) {
      case EMPTY -> new Normal(null, "");
      case BOOLEAN -> number(value.number());
      case NUMBER ->
          switch (value.display()) {
            case PLAIN -> number(value.number());
            case DURATION -> duration(value.number());
            case DATE -> date(value.number(), from1904);
          };
      case TEXT, ERROR -> text(value.text());
      case ISO -> iso(value.text());
    };
  }

  /** Two empty cells are equal, and nothing is equal to what is not a number but should be one. */
  boolean same(Normal other) {
    if (number != null && other.number != null) {
      return number.doubleValue() == other.number.doubleValue();
    }
    return number == null && other.number == null && text.equals(other.text);
  }

  private static Normal number(double value) {
    return new Normal(
        Double.isFinite(value)
            ? new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue()
            : value,
        "");
  }

  private static Normal text(String text) {
    OptionalDouble number = PythonText.number(text);
    return number.isPresent()
        ? number(number.getAsDouble())
        : new Normal(null, text.isEmpty() ? "" : "text " + text);
  }

  /** To a thousandth of a second, by way of millionths, as openpyxl does. */
  private static Normal duration(double days) {
    if (!(Math.abs(days) <= 999_999_999)) {
      return NO_DATE;
    }
    long whole = (long) days;
    long micros = whole * DAY_MILLIS * 1000 + (long) Math.rint((days - whole) * DAY_MILLIS * 1000);
    long millis = Math.floorDiv(micros, 1_000_000) * 1000;
    return new Normal(
        null, "duration " + (millis + (long) Math.rint(Math.floorMod(micros, 1_000_000) / 1000.0)));
  }

  private static Normal date(double serial, boolean from1904) {
    if (!(Math.abs(serial) < 4e6)) {
      return NO_DATE;
    }
    double whole = Math.floor(serial);
    long millis = (long) Math.rint((serial - whole) * 86_400 * 1000);
    if (serial >= 0 && serial < 1 && millis < DAY_MILLIS) {
      return text(Serials.cut(millis));
    }
    long days = (long) whole;
    if (from1904) {
      days += (long) Serials.DAYS_TO_1904;
    } else if (serial > 0 && serial < 60) {
      days++;
    }
    return date(days * DAY_MILLIS + millis);
  }

  private static Normal date(long millis) {
    long days = Math.floorDiv(millis, DAY_MILLIS);
    if (days < FIRST_DAY || days > LAST_DAY) {
      return NO_DATE;
    }
    long seconds = Math.floorMod(millis, DAY_MILLIS) / 1000;
    return number(Math.rint(days + seconds / 86_400.0));
  }

  private static Normal iso(String text) {
    Iso read = Iso.of(text);
    return switch (read.kind()) {
      case DATE -> new Normal(null, "date " + LocalDate.ofEpochDay(read.day()));
      case TIME -> text(Serials.cut(read.millis()));
      case DATE_TIME -> date((read.day() + Iso.EPOCH_DAYS) * DAY_MILLIS + read.millis());
      case DURATION -> new Normal(null, "duration " + read.millis());
    };
  }
}
