package dev.trace2skill.skill;

/**
 * An estimate of the tokens of a text: its bytes in UTF-8 by 3.5, rounded up. A rule of thumb that
 * needs no tokenizer: models differ, and code and logs take fewer bytes a token than prose.
 */
public final class Tokens {

  private Tokens() {}

  public static int of(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Half of a surrogate pair is half of four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return (int) ((bytes * 2 + 6) / 7);
  }
}
