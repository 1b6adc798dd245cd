package dev.trace2skill.report;

import java.util.Locale;

/** Constants and numbers as people read them. */
final class Words {

  private Words() {}

  static String of(Enum<?> value) {
    return of(value.name());
  }

  /** The same for a constant as a table holds it. */
  static String of(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number of things, in the singular for one. */
  static String count(long value, String thing, String things) {
    return number(value) + " " + (value == 1 ? thing : things);
  }

  /** A share as a percentage. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** A difference of shares, in points. */
  static String points(double difference) {
    return String.format(Locale.ROOT, "%+.0f", 100 * difference).replace('-', '\u2212');
  }

  static String usd(double value) {
    return String.format(Locale.ROOT, value > 0 && value < 0.01 ? "%.4f USD" : "%,.2f USD", value);
  }

  static String probability(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
