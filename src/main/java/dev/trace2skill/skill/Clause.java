package dev.trace2skill.skill;

import dev.trace2skill.skill.Lexicon.Connective;
import dev.trace2skill.skill.Lexicon.Meaning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a sentence while it is read: its words in order, and the parts they play in it. */
final class Clause {

  /** A word that carries meaning, or a literal. */
  static final class Word {

    final String stem;
    final boolean literal;
    int parts;

    private Word(String stem, boolean literal, int parts) {
      this.stem = stem;
      this.literal = literal;
      this.parts = parts;
    }
  }

  /** The word that the clause begins with; null when it begins otherwise. */
  final @Nullable Connective opening;

  final List<Word> words = new ArrayList<>();
  private boolean negated;
  private boolean denied;
  private boolean turnsNext;
  private boolean genitive;
  private int direction;

  Clause(@Nullable Connective opening) {
    this.opening = opening;
  }

  void add(Meaning meaning) {
    add(meaning.signed(), false, meaning.turned());
    turnsNext = meaning.turned();
  }

  Word add(String stem, boolean literal, boolean turned) {
    boolean turnedHere = negated || turnsNext || turned;
    int sign = turnedHere ? Statement.NEGATED : Statement.PLAIN;
    Word word = new Word(stem, literal, sign | direction | (denied ? Statement.DENIED : 0));
    denied = false;
    // "The status of the order" is the order status.
    boolean first = genitive && !words.isEmpty();
    words.add(first ? words.size() - 1 : words.size(), word);
    genitive = false;
    turnsNext = false;
    return word;
  }

  /** What follows is denied or left out. */
  void negate() {
    negated = true;
    denied = true;
  }

  /** What follows comes before the last word, unless that is a number. */
  void of() {
    genitive = words.isEmpty() || !words.get(words.size() - 1).stem.equals(Statement.NUMBER);
  }

  /** What follows is where something comes from. */
  void from() {
    direction = Statement.SOURCE;
  }

  /** What follows is where something goes to, and what stands before is what goes. */
  void toward() {
    for (Word word : words) {
      if ((word.parts & Statement.TARGET) == 0) {
        word.parts |= Statement.SOURCE;
      }
    }
    direction = Statement.TARGET;
  }

  boolean endsInLiteral() {
    return !words.isEmpty() && words.get(words.size() - 1).literal;
  }

  /** The stem of the word behind another; empty when it is the last. */
  String after(Word word) {
    int at = words.indexOf(word) + 1;
    return at < words.size() ? words.get(at).stem : "";
  }

  /** The stem of the word before another; empty when it is the first. */
  String before(Word word) {
    int at = words.indexOf(word) - 1;
    return at < 0 ? "" : words.get(at).stem;
  }
}
