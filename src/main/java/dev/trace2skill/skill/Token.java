package dev.trace2skill.skill;

/**
 * A piece of a lesson's text.
 *
 * @param text a word in lower case, a number as it is written, and what is literal as it is
 */
record Token(Kind kind, String text) {

  /** What a piece is. */
  enum Kind {
    WORD,
    NUMBER,
    /** Code, a name, a path, an address or a quotation: what must not be read as words. */
    LITERAL,
    /** A sign that means something, such as an operator or a picture. */
    SYMBOL,
    /** The end of a clause. */
    PAUSE,
    /** The end of a sentence. */
    STOP
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
