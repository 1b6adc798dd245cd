package dev.trace2skill.adapter.evaluator.spreadsheet;

/**
 * A cell's value as it is stored; a formula's is the one that was computed last.
 *
 * @param number of numbers, and 1 or 0 of truth values
 * @param text of everything else
 * @param formula whether a formula stands behind it
 */
record CellValue(Kind kind, double number, String text, Display display, boolean formula) {

  /** What is stored. */
  enum Kind {
    EMPTY,
    NUMBER,
    BOOLEAN,
    TEXT,
    ERROR,
    /** A date, a time or a duration in the words of ISO 8601. */
    ISO
  }

  static final CellValue EMPTY = new CellValue(Kind.EMPTY, 0, "", Display.PLAIN, false);

  static CellValue number(double value, Display display) {
    return new CellValue(Kind.NUMBER, value, "", display, false);
  }

  static CellValue of(Kind kind, String text) {
    return new CellValue(kind, 0, text, Display.PLAIN, false);
  }

  static CellValue truth(boolean value) {
    return new CellValue(Kind.BOOLEAN, value ? 1 : 0, "", Display.PLAIN, false);
  }

  CellValue computed() {
    return new CellValue(kind, number, text, display, true);
  }

  boolean isEmpty() {
    return kind == Kind.EMPTY || (kind == Kind.TEXT && text.isEmpty());
  }

  @Override
  public String toString() {
    return switch (kind) {
      case EMPTY -> formula ? "a formula without a computed value" : "empty";
      case NUMBER -> Serials.shown(number, display);
      case BOOLEAN -> number == 1 ? "TRUE" : "FALSE";
      case TEXT -> "'" + text + "'";
      case ERROR, ISO -> text;
    };
  }
}
