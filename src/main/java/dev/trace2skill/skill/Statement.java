package dev.trace2skill.skill;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a lesson says, taken apart so that two can be compared: what has to be equal for them to say
 * the same, and the words, which may differ a little.
 *
 * @param quantities the numbers with their bounds and units, in alphabetical order
 * @param amounts those of the quantities that count or measure something
 * @param marks what turns or limits the meaning, such as {@code not} and {@code only}, and how
 *     often
 * @param literals code, names, paths, addresses and quotations, in the order of each clause
 * @param roles the stems of the words that carry meaning, and the parts they play, as bits
 * @param shingles the same stems, and each two that follow one another in a clause
 */
public record Statement(
    List<String> quantities,
    Set<String> amounts,
    SortedMap<String, Integer> marks,
    SortedSet<String> literals,
    SortedMap<String, Integer> roles,
    Set<String> shingles) {

  /** Before a stem: the word says the opposite of it. */
  static final String TURNED = "\u00ac";

  /** The mark of a negation. */
  static final String NOT = "not";

  /** The mark of a word that says what comes first. */
  static final String ORDER = "order";

  /** Stands for any number among the words. */
  static final String NUMBER = "#";

  /** Comes first in time. */
  static final int FIRST = 1;

  static final int SECOND = 2;

  /** Stands before a word such as <i>to</i>, <i>with</i> or <i>over</i>, or behind <i>from</i>. */
  static final int SOURCE = 4;

  static final int TARGET = 8;
  static final int NEGATED = 16;
  static final int PLAIN = 32;
  static final int CONDITION = 64;
  static final int CONSEQUENCE = 128;

  /** Is the very word that is denied. */
  static final int DENIED = 256;

  /** More than any sum of parts. */
  public static final int ALL_PARTS = 512;

  /** Pairs of parts of which two statements must not give a word the one and the other. */
  private static final int[][] OPPOSED = {
    {FIRST, SECOND}, {SOURCE, TARGET}, {NEGATED, PLAIN}, {CONDITION, CONSEQUENCE}
  };

  public Statement {
    quantities = List.copyOf(quantities);
    amounts = Collections.unmodifiableSet(new HashSet<>(amounts));
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    literals = Collections.unmodifiableSortedSet(new TreeSet<>(literals));
    roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    // Set.copyOf probes one place after another, and words that differ in a letter are neighbours.
    shingles = Collections.unmodifiableSet(new HashSet<>(shingles));
  }

  /** Reads a lesson that is written in Markdown. */
  public static Statement of(String markdown) {
    return StatementReader.read(MarkdownTokens.of(markdown));
  }

  /** What must be equal for two statements to say the same, whatever their words. */
  public String invariants() {
    return String.join("\n", quantities) + "\n\n" + marks + "\n\n" + String.join("\n", literals);
  }

  /** Whether it is denied or turned an odd number of times. */
  public boolean denies() {
    return marks.entrySet().stream()
                .filter(mark -> mark.getKey().equals(NOT) || mark.getKey().startsWith(TURNED))
                .mapToInt(Map.Entry::getValue)
                .sum()
            % 2
        != 0;
  }

  /** Whether words that both statements have play parts that do not go together. */
  public boolean clashes(Statement other) {
    Map<String, Integer> mine = roles;
    Map<String, Integer> theirs = other.roles;
    List<String> common = mine.keySet().stream().filter(theirs::containsKey).toList();
    return clash(
        common.stream().mapToInt(mine::get).toArray(),
        common.stream().mapToInt(theirs::get).toArray());
  }

  /**
   * Whether words play parts that do not go together. Two words changed parts, as in "check A
   * before B" and "check B before A": one went from the one part of a pair to the other, and
   * another word the other way. Or the one statement denies just what the other does not deny.
   *
   * @param partsOfA the parts of words that both statements have
   * @param partsOfB the same words in the same order
   */
  public static boolean clash(int[] partsOfA, int[] partsOfB) {
    for (int i = 0; i < partsOfA.length; i++) {
      if (denies(partsOfA[i], partsOfB[i]) || denies(partsOfB[i], partsOfA[i])) {
        return true;
      }
    }
    for (int[] pair : OPPOSED) {
      if (exchanged(partsOfA, partsOfB, pair[0], pair[1])) {
        return true;
      }
    }
    return false;
  }

  private static boolean denies(int a, int b) {
    return (a & DENIED) != 0 && (b & NEGATED) == 0;
  }

  static boolean exchanged(int[] a, int[] b, int one, int other) {
    int both = one | other;
    boolean there = false;
    boolean back = false;
    for (int i = 0; i < a.length; i++) {
      there |= (a[i] & both) == one && (b[i] & both) == other;
      back |= (a[i] & both) == other && (b[i] & both) == one;
    }
    return there && back;
  }
}
