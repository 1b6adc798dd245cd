package dev.trace2skill.skill;

import dev.trace2skill.skill.Lexicon.Connective;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sentence while it is read, and which of its clauses come first or are conditions. */
final class Sentence {

  /** A text without any comma is cut after so many words, so that each takes the same time. */
  private static final int LONGEST_CLAUSE = 60;

  private static final int MOST_CLAUSES = 60;

  private final List<Clause> clauses = new ArrayList<>(List.of(new Clause(null)));

  List<Clause> clauses() {
    return clauses;
  }

  /** The clause that is being read. */
  Clause clause() {
    Clause last = clauses.get(clauses.size() - 1);
    if (last.words.size() < LONGEST_CLAUSE) {
      return last;
    }
    pause();
    return clauses.get(clauses.size() - 1);
  }

  /** Whether a text without any full stop has to be cut here. */
  boolean isFull() {
    return clauses.size() >= MOST_CLAUSES;
  }

  /** A new clause after a comma or the like. */
  void pause() {
    begin(null);
  }

  /**
   * A new clause.
   *
   * @return whether the word says what comes first in time
   */
  boolean open(Connective connective) {
    boolean first = clauses.stream().allMatch(c -> c.words.isEmpty());
    boolean then = connective == Connective.THEN;
    // "If A, then B" and "then" at the beginning say no more than "if A, B".
    boolean idle = then && (first || has(Connective.CONDITION) || has(Connective.AFTER));
    begin(idle || connective == Connective.CLAUSE ? null : connective);
    return !idle && (then || connective == Connective.BEFORE || connective == Connective.AFTER);
  }

  private void begin(@Nullable Connective opening) {
    clauses.add(new Clause(opening));
  }

  /** Gives each word the part that its clause plays. */
  void end() {
    int outside =
        (has(Connective.BEFORE) ? Statement.FIRST : 0)
            | (has(Connective.AFTER) ? Statement.SECOND : 0);
    boolean conditional = has(Connective.CONDITION);
    boolean sequence = has(Connective.THEN);
    boolean then = false;
    for (Clause clause : clauses) {
      then |= clause.opening == Connective.THEN;
      int part = inside(clause.opening);
      if (part == 0) {
        part = outside | (sequence ? then ? Statement.SECOND : Statement.FIRST : 0);
      }
      if (conditional && clause.opening != Connective.CONDITION) {
        part |= Statement.CONSEQUENCE;
      }
      for (Clause.Word word : clause.words) {
        word.parts |= part;
      }
    }
  }

  private static int inside(@Nullable Connective opening) {
    if (opening == Connective.BEFORE) {
      return Statement.SECOND;
    }
    if (opening == Connective.AFTER) {
      return Statement.FIRST;
    }
    return opening == Connective.CONDITION ? Statement.CONDITION : 0;
  }

  private boolean has(Connective connective) {
    return clauses.stream().anyMatch(c -> c.opening == connective);
  }
}
