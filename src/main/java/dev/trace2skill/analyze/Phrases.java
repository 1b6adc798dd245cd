package dev.trace2skill.analyze;

/** Texts inside texts, as whole words. */
final class Phrases {

  private Phrases() {}

  /** Whether a text holds a phrase that is no part of longer words at its ends. */
  static boolean contains(String text, String phrase) {
    return indexOf(text, phrase, 0) >= 0;
  }

  /** Where such a phrase begins; -1 for nowhere. */
  static int indexOf(String text, String phrase, int from) {
    int at = text.indexOf(phrase, from);
    while (at >= 0 && !isWhole(text, at, at + phrase.length())) {
      at = text.indexOf(phrase, at + 1);
    }
    return phrase.isEmpty() ? -1 : at;
  }

  private static boolean isWhole(String text, int start, int end) {
    boolean begins = start == 0 || !(isWord(text.charAt(start - 1)) && isWord(text.charAt(start)));
    boolean ends =
        end == text.length() || !(isWord(text.charAt(end - 1)) && isWord(text.charAt(end)));
    return begins && ends;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }
}
