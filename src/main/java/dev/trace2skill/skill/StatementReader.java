package dev.trace2skill.skill;

import dev.trace2skill.skill.Lexicon.Connective;
import dev.trace2skill.skill.Lexicon.Meaning;
import dev.trace2skill.skill.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the pieces of a lesson clause by clause. */
final class StatementReader {

  private static final Lexicon WORDS = Lexicon.ENGLISH;

  /** Behind one of these, "first" tells things apart; elsewhere it only says to begin. */
  private static final Set<String> DETERMINERS =
      Set.of("the", "its", "their", "your", "his", "her", "each", "every", "this", "that");

  private final List<Token> tokens;
  private final List<Quantity> quantities = new ArrayList<>();
  private final TreeMap<String, Integer> marks = new TreeMap<>();
  private final TreeSet<String> literals = new TreeSet<>();
  private final TreeMap<String, Integer> roles = new TreeMap<>();
  private final Set<String> shingles = new HashSet<>();
  private Sentence sentence = new Sentence();
  private String previous = "";
  private String bound = "";

  private StatementReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Statement read(List<Token> tokens) {
    return new StatementReader(Phrases.joined(tokens)).read();
  }

  private Statement read() {
    int at = 0;
    while (at < tokens.size()) {
      Token token = tokens.get(at);
      at +=
          switch (token.kind()) {
            case WORD -> word(token.text(), at);
            case NUMBER -> number(token.text(), at);
            case LITERAL -> literal(token.text());
            case SYMBOL -> count(token.text());
            case PAUSE -> pause(at);
            case STOP -> endSentence();
          };
      previous = token.text();
      if (sentence.isFull()) {
        endSentence();
      }
    }
    endSentence();
    return new Statement(
        Quantity.texts(quantities), Quantity.amounts(quantities), marks, literals, roles, shingles);
  }

  // Each of these says how many pieces it took.

  private int word(String word, int at) {
    Connective connective = WORDS.connective(word);
    String mark = WORDS.mark(word);
    if (mark != null) {
      marks.put(mark, 1);
    }
    if (WORDS.isSign(word)) {
      count(word);
    }
    if (connective != null) {
      if (sentence.open(connective)) {
        count(Statement.ORDER);
      }
    } else if (WORDS.isNegation(word)) {
      count(Statement.NOT);
      sentence.clause().negate();
    } else if (WORDS.isTurning(word)) {
      sentence.clause().negate();
    } else if (WORDS.number(word) != null) {
      return number(word, at);
    } else if (WORDS.bound(word) != null && numberComes(at)) {
      bound = WORDS.bound(word);
    } else if (mark == null) {
      other(word);
    }
    return 1;
  }

  private void other(String word) {
    Clause clause = sentence.clause();
    if (WORDS.isDirection(word)) {
      clause.toward();
    } else if (word.equals("from")) {
      clause.from();
    } else if (word.equals("of")) {
      clause.of();
    } else if (!isFiller(word)) {
      Meaning meaning = WORDS.meaning(word);
      clause.add(meaning);
      if (meaning.turned()) {
        count(meaning.signed());
      }
    }
  }

  private boolean isFiller(String word) {
    return WORDS.isFiller(word) || (word.equals("first") && !DETERMINERS.contains(previous));
  }

  private boolean numberComes(int at) {
    Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
    return next != null && (next.is(Kind.NUMBER) || WORDS.number(next.text()) != null);
  }

  private int number(String text, int at) {
    String digits = WORDS.number(text);
    Quantity.Written written = Quantity.Written.of(digits == null ? text : digits);
    String unit = at + 1 < tokens.size() ? WORDS.unit(tokens.get(at + 1).text()) : null;
    boolean measured = written.unit().isEmpty() && unit != null;
    Clause clause = sentence.clause();
    quantities.add(
        new Quantity(
            bound,
            written.value(),
            measured ? unit : written.unit(),
            clause,
            clause.add(Statement.NUMBER, false, false)));
    bound = "";
    return measured ? 2 : 1;
  }

  private int literal(String text) {
    sentence.clause().add("`" + text, true, false);
    return 1;
  }

  private int count(String mark) {
    marks.merge(mark, 1, Integer::sum);
    return 1;
  }

  /** A comma in a list of names parts nothing. */
  private int pause(int at) {
    int next = at + 1;
    while (next < tokens.size() && Set.of("and", "or").contains(tokens.get(next).text())) {
      next++;
    }
    boolean listed = next < tokens.size() && tokens.get(next).is(Kind.LITERAL);
    if (!listed || !sentence.clause().endsInLiteral()) {
      sentence.pause();
    }
    return 1;
  }

  private int endSentence() {
    sentence.end();
    sentence.clauses().forEach(this::take);
    sentence = new Sentence();
    return 1;
  }

  private void take(Clause clause) {
    List<String> names = new ArrayList<>();
    @Nullable String last = null;
    for (Clause.Word word : clause.words) {
      roles.merge(word.stem, word.parts, (a, b) -> a | b);
      shingles.add(word.stem);
      if (last != null) {
        shingles.add(last + " " + word.stem);
      }
      last = word.stem;
      if (word.literal) {
        names.add(word.stem);
      }
    }
    if (!names.isEmpty()) {
      literals.add(String.join(" ", names));
    }
  }
}
