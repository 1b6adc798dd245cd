package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What Python makes of texts: which are numbers, and what it strips. */
final class PythonText {

  private static final Pattern UNDERSCORED = Pattern.compile("(?<=[0-9])_(?=[0-9])");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[-+]?(?:inf|infinity|nan)");

  private PythonText() {}

  /** A text without blanks of any kind at its ends. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** A text without such characters at its ends. */
  static String strip(String text, char c) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == c) {
      start++;
    }
    while (end > start && text.charAt(end - 1) == c) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The number that {@code float()} reads; empty when it reads none. */
  static OptionalDouble number(String text) {
    StringBuilder plain = new StringBuilder();
    strip(text)
        .codePoints()
        .forEach(c -> plain.appendCodePoint(isDigit(c) ? '0' + Character.digit(c, 10) : c));
    String digits = UNDERSCORED.matcher(plain).replaceAll("");
    if (NUMBER.matcher(digits).matches()) {
      return OptionalDouble.of(Double.parseDouble(digits));
    }
    // Of letters outside ASCII none becomes one of these.
    String word = digits.toLowerCase(Locale.ROOT);
    if (!WORD.matcher(word).matches()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        word.endsWith("nan")
            ? Double.NaN
            : word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
  }

  /** The digits of a text as a number, whatever stands between them; 0 without any. */
  static int digits(String text) {
    long number = 0;
    for (int c : text.codePoints().filter(PythonText::isDigit).toArray()) {
      number = Math.min(Integer.MAX_VALUE, number * 10 + Character.digit(c, 10));
    }
    return (int) number;
  }

  static boolean isDigit(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
