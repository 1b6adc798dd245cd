package dev.trace2skill.skill;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.skill.Token.Kind;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts prose into pieces, in time that grows with its length whatever it holds. */
final class Tokenizer {

  /** A longer run of signs without a space is no name, path or address. */
  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_QUOTATION = 300;
  private static final int LONGEST_WORD = 60;

  /**
   * Scripts that set no space between words, from Thai to Japanese: each of their signs counts as
   * one. Given as ranges, since looking up the script of every letter takes longer than the rest.
   */
  private static final String SIGNS =
      "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007"
          + "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\x{20000}-\\x{3ffff}";

  private static final String GLYPH = "[" + SIGNS + "&&\\p{L}]";
  private static final String LETTER = "[a-zA-Z[\\p{L}\\p{M}&&[^" + SIGNS + "]]]";

  private static final String LITERAL =
      "(?<literal>"
          + "(?:https?|ftp|file|s3a?)://[^\\s<>\"')\\]]+|www\\.[^\\s<>\"')\\]]+"
          + "|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|@\\w+"
          + "|\\$\\{?[A-Za-z_]\\w*\\}?|\\{\\{?[\\w.]*\\}?\\}|%[A-Za-z_]\\w*%"
          + "|(?<!\\w)(?:~|\\.{1,2})?/[\\w.@*-]+(?:/[\\w.@*-]*)*"
          + "|[\\w.@-]+(?:/[\\w.@*-]+){2,}|[\\w.@-]+/[\\w@*-]*\\.[A-Za-z]\\w*"
          + "|(?<![\\w-])--?[A-Za-z][\\w-]*(?:=[^\\s,;)]+)?"
          + "|(?<![\\w.)])\\*?\\.[A-Za-z]\\w{0,9}(?!\\w)"
          + "|[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+(?:\\(\\))?|[A-Za-z_]\\w*\\(\\)"
          + "|\\w*[A-Za-z0-9]_\\w*|_+\\w+"
          + "|[A-Za-z]*[a-z][A-Z]\\w*"
          + "|[A-Za-z]+\\d\\w*(?::[A-Za-z]+\\d+)?)|";

  private static final String PLAIN =
      "(?<number>(?:(?<![\\p{L}\\p{Nd}])-)?[$\u20ac\u00a3\u00a5]?\\p{Nd}++"
          + "(?:[.,:/\u2013-]\\p{Nd}++){0,8}(?:%|\u00b0[CF]?|"
          + LETTER
          + "{1,12}+)?)"
          + "|(?<glyph>"
          + GLYPH
          + ")|(?<word>(?=\\p{L})"
          + LETTER
          + "++(?:'"
          + LETTER
          + "{1,3}+|(?:-"
          + LETTER
          + "++){1,4})?)"
          + "|(?<symbol>(?!\\|)(?:[<>=!]=|[-=]>|<-|[<>=+~^%\\p{Sm}\\p{So}]))"
          + "|(?<stop>[.!?;:\u2026\u3002])|(?<pause>[,()\\[\\]\u2014\u2013\u3001])";

  private static final Pattern NAMES = Pattern.compile(LITERAL + PLAIN);

  private static final Pattern WORDS = Pattern.compile("(?<literal>(?!))|" + PLAIN);

  private static final Set<String> ABBREVIATIONS = Set.of("e.g", "i.e", "a.m", "p.m");

  private final List<Token> out;

  private Tokenizer(List<Token> out) {
    this.out = out;
  }

  /** Adds something literal: as it is, or a hash of it when it is long. */
  static void literal(String text, List<Token> out) {
    out.add(new Token(Kind.LITERAL, text.length() > LONGEST_NAME ? ContentId.of(text) : text));
  }

  /** Adds the pieces of a text to those before it. */
  static void tokenize(String prose, List<Token> out) {
    new Tokenizer(out).quotations(fold(prose));
  }

  private static String fold(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.replace('`', '\'');
    }
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("[\u2018\u2019\u201a\u201b\u2032`]", "'")
        .replaceAll("[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]", "\"")
        .replace('\u2212', '-')
        .replace('\u2011', '-');
  }

  private void quotations(String text) {
    int done = 0;
    int open = text.indexOf('"');
    while (open >= 0) {
      int close = text.indexOf('"', open + 1);
      if (close > open + 1 && close - open <= LONGEST_QUOTATION) {
        chunks(text.substring(done, open));
        String quoted = PlainText.fold(text.substring(open + 1, close));
        literal(quoted.toLowerCase(Locale.ROOT), out);
        done = close + 1;
        close = text.indexOf('"', done);
      }
      open = close;
    }
    chunks(text.substring(done));
  }

  private void chunks(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
        if (i > start) {
          wordOrChunk(text.substring(start, i));
        }
        start = i + 1;
      }
    }
  }

  /** Most of all text is plain words, which need no pattern. */
  private void wordOrChunk(String chunk) {
    int length = chunk.length();
    char last = chunk.charAt(length - 1);
    boolean stop = last == '.';
    int end = stop || last == ',' ? length - 1 : length;
    if (end < 2
        || end > LONGEST_WORD
        || !chunk.chars().limit(end).allMatch(c -> c >= 'a' && c <= 'z')) {
      chunk(chunk);
      return;
    }
    word(chunk.substring(0, end));
    if (end < length) {
      out.add(new Token(stop ? Kind.STOP : Kind.PAUSE, chunk.substring(end)));
    }
  }

  private void chunk(String chunk) {
    Matcher found = (chunk.length() > LONGEST_NAME ? WORDS : NAMES).matcher(chunk);
    int at = 0;
    while (at < chunk.length() && found.find(at)) {
      at = found.end();
      String text = found.group();
      if (found.group("literal") != null) {
        String name = withoutStop(text);
        at -= text.length() - name.length();
        if (!ABBREVIATIONS.contains(name)) {
          literal(name, out);
        }
      } else if (found.group("word") != null && isLetter(text)) {
        literal(text, out);
      } else if (found.group("word") != null) {
        word(text.toLowerCase(Locale.ROOT));
      } else {
        out.add(new Token(kind(found), text));
      }
    }
  }

  /** A single capital letter inside a sentence names something, such as a column. */
  private boolean isLetter(String word) {
    return word.length() == 1
        && Character.isUpperCase(word.charAt(0))
        && !word.equals("I")
        && !out.isEmpty()
        && !out.get(out.size() - 1).is(Kind.STOP);
  }

  private static Kind kind(Matcher found) {
    if (found.group("number") != null) {
      return Kind.NUMBER;
    }
    if (found.group("glyph") != null) {
      return Kind.WORD;
    }
    if (found.group("symbol") != null) {
      return Kind.SYMBOL;
    }
    return found.group("stop") != null ? Kind.STOP : Kind.PAUSE;
  }

  private void word(String word) {
    int apostrophe = word.indexOf('\'');
    if (word.length() > LONGEST_WORD) {
      literal(word, out);
    } else if (word.equals("cannot") || word.endsWith("n't")) {
      out.add(new Token(Kind.WORD, "do"));
      out.add(new Token(Kind.WORD, "not"));
    } else if (apostrophe > 0) {
      out.add(new Token(Kind.WORD, word.substring(0, apostrophe)));
    } else if (word.startsWith("non-")) {
      out.add(new Token(Kind.WORD, "non"));
      out.add(new Token(Kind.WORD, word.substring(4).replace("-", "")));
    } else {
      out.add(new Token(Kind.WORD, word.replace("-", "")));
    }
  }

  private static String withoutStop(String name) {
    int end = name.length();
    while (end > 1 && ".,:;!?".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    return name.substring(0, end);
  }
}
