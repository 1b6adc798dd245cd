package dev.trace2skill.report;

import java.util.Locale;

/**
 * Text of traces as it may stand on a page: what would act on the reader unseen (controls of
 * writing direction, invisible characters, tags) is spelt out, such as {@code [U+202E]}.
 */
final class SafeText {

  private static final String CUT = "\u2026";

  private SafeText() {}

  /** The text with every character that cannot be seen spelt out; line ends and tabs stay. */
  static String visible(String text) {
    if (text.codePoints().allMatch(SafeText::isPlain)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .filter(c -> c != '\r')
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(Locale.ROOT, "[U+%04X]", c));
              }
            });
    return out.toString();
  }

  /** The same for HTML, between tags and in quoted attributes. */
  static String html(String text) {
    String plain = visible(text);
    StringBuilder out = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** JSON as it may stand in a script element. */
  static String json(String json) {
    return visible(json).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  /** The beginning of a text, with an ellipsis when it goes on. */
  static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)).stripTrailing() + CUT;
  }

  private static boolean isPlain(int c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      // The joiners, which scripts and emoji need.
      case Character.FORMAT -> c == 0x200C || c == 0x200D;
      default -> true;
    };
  }
}
