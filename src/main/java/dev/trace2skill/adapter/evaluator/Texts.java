package dev.trace2skill.adapter.evaluator;

import java.text.Normalizer;
import java.util.Locale;

/** Texts as they are shown and compared. */
final class Texts {

  private static final int SHOWN = 80;

  private Texts() {}

  /** Without what an editor adds: blanks at the ends, and the way lines end. */
  static String trimmed(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').strip();
  }

  /** Without what a reader does not see: case, kinds and number of blanks, forms of letters. */
  static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\h]+", " ")
        .strip();
  }

  /** A text in quotes, in one line, its end left out when it is long. */
  static String shown(String text) {
    String line = text.strip().replaceAll("[\\s\\h]+", " ");
    return line.codePointCount(0, line.length()) <= SHOWN
        ? "'" + line + "'"
        : "'" + line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…'";
  }
}
