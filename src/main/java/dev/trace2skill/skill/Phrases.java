package dev.trace2skill.skill;

import dev.trace2skill.skill.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Phrases of several words that have a meaning of their own. */
final class Phrases {

  private Phrases() {}

  /** The same pieces with one word in the place of each phrase, or none where it says nothing. */
  static List<Token> joined(List<Token> tokens) {
    List<Token> out = new ArrayList<>(tokens.size());
    int at = 0;
    while (at < tokens.size()) {
      int length = tokens.get(at).is(Kind.WORD) ? join(tokens, at, out) : 0;
      if (length == 0) {
        out.add(tokens.get(at));
      }
      at += Math.max(1, length);
    }
    return out;
  }

  /** Adds what the longest phrase that begins here stands for. Its words; 0 when there is none. */
  private static int join(List<Token> tokens, int at, List<Token> out) {
    List<String> words = new ArrayList<>();
    for (int i = at; i < tokens.size() && words.size() < Lexicon.LONGEST_PHRASE; i++) {
      if (!tokens.get(i).is(Kind.WORD)) {
        break;
      }
      words.add(tokens.get(i).text());
    }
    for (; words.size() > 1; words.remove(words.size() - 1)) {
      String meaning = Lexicon.ENGLISH.phrase(words);
      if (meaning != null) {
        if (!meaning.isEmpty()) {
          out.add(new Token(Kind.WORD, meaning));
        }
        return words.size();
      }
    }
    return 0;
  }
}
