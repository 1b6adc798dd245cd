package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether two edits of a file contradict each other: the same words, and one of them denied, two
 * steps exchanged, or another number. What is in doubt does not count.
 */
public final class Opposition {

  /** The share of the words that has to agree, unless there are so few that all have to. */
  private static final double ALIKE_WORDS = 0.8;

  private static final int FEW_WORDS = 6;

  /** The share of the words and pairs of words. */
  private static final double ALIKE = 0.4;

  private static final String UNLESS = "unless";

  private Opposition() {}

  /**
   * What an edit says, taken apart once for many comparisons.
   *
   * @param shingles words and pairs of words, whether turned or not
   * @param roles the parts that the words play, whether turned or not
   */
  public record Claim(
      String file, Statement statement, Set<String> shingles, Map<String, Integer> roles) {

    /** What an edit says; empty for one that only takes away or says nothing about the work. */
    public static Optional<Claim> of(Edit edit) {
      boolean speaks = !edit.text().isBlank() && edit.op() != Edit.Op.SET_DESCRIPTION;
      return speaks ? Optional.of(of(edit.file(), Statement.of(edit.text()))) : Optional.empty();
    }

    private static Claim of(String file, Statement statement) {
      Set<String> shingles =
          statement.shingles().stream()
              .map(
                  s ->
                      List.of(s.split(" ", -1)).stream()
                          .map(Opposition::plain)
                          .collect(Collectors.joining(" ")))
              .collect(Collectors.toSet());
      Map<String, Integer> roles = new TreeMap<>();
      statement.roles().forEach((stem, parts) -> roles.merge(plain(stem), parts, (x, y) -> x | y));
      return new Claim(file, statement, shingles, roles);
    }
  }

  /** Why two edits contradict each other, in words; empty when it is not certain that they do. */
  public static Optional<String> between(Edit a, Edit b) {
    return Claim.of(a).flatMap(one -> Claim.of(b).flatMap(other -> between(one, other)));
  }

  /** Why two claims contradict each other, in words; empty when it is not certain that they do. */
  public static Optional<String> between(Claim a, Claim b) {
    if (!a.file().equals(b.file()) || !comparable(a, b)) {
      return Optional.empty();
    }
    int turns = turns(a.statement(), b.statement());
    boolean reversed = exchanged(a, b, Statement.FIRST, Statement.SECOND);
    Optional<String> numbers = numbers(a.statement(), b.statement());
    if (!a.statement().quantities().equals(b.statement().quantities())) {
      return turns == 0 && !reversed ? numbers : Optional.empty();
    }
    boolean turned =
        turns == 1
            ? deniesWords(a, b) || turnsCondition(a, b)
            : turns == 0
                && exchanged(a, b, Statement.NEGATED, Statement.PLAIN)
                && deniesWords(a, b);
    if (turned && !reversed) {
      return Optional.of("one says the opposite of the other");
    }
    return turns == 0 && reversed && !turned
        ? Optional.of("they put the same steps in opposite order")
        : Optional.empty();
  }

  private static boolean comparable(Claim a, Claim b) {
    return a.statement().literals().equals(b.statement().literals())
        && limits(a.statement()).equals(limits(b.statement()))
        && alike(a, b);
  }

  private static boolean alike(Claim a, Claim b) {
    Set<String> words = a.roles().keySet();
    boolean few = Math.min(words.size(), b.roles().size()) < FEW_WORDS;
    return share(words, b.roles().keySet()) >= (few ? 1 : ALIKE_WORDS)
        && share(a.shingles(), b.shingles()) >= ALIKE;
  }

  private static double share(Set<String> a, Set<String> b) {
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    int all = a.size() + b.size() - both.size();
    return all == 0 ? 0 : (double) both.size() / all;
  }

  /** The marks that neither deny nor turn. */
  private static Map<String, Integer> limits(Statement statement) {
    Map<String, Integer> limits = new TreeMap<>(statement.marks());
    limits.keySet().removeIf(mark -> isTurn(mark) || mark.equals(UNLESS));
    return limits;
  }

  private static boolean isTurn(String mark) {
    return mark.equals(Statement.NOT) || mark.startsWith(Statement.TURNED);
  }

  /** How many words one statement denies or turns and the other does not. */
  private static int turns(Statement a, Statement b) {
    Set<String> marks = new HashSet<>(a.marks().keySet());
    marks.addAll(b.marks().keySet());
    return marks.stream()
        .filter(mark -> isTurn(mark) || mark.equals(UNLESS))
        .mapToInt(m -> Math.abs(a.marks().getOrDefault(m, 0) - b.marks().getOrDefault(m, 0)))
        .sum();
  }

  private static boolean exchanged(Claim a, Claim b, int one, int other) {
    List<String> common = a.roles().keySet().stream().filter(b.roles()::containsKey).toList();
    return Statement.exchanged(
        common.stream().mapToInt(a.roles()::get).toArray(),
        common.stream().mapToInt(b.roles()::get).toArray(),
        one,
        other);
  }

  /** Whether words are denied in one of them, and none of these is part of a condition. */
  private static boolean deniesWords(Claim a, Claim b) {
    int sign = Statement.NEGATED | Statement.PLAIN;
    List<String> denied =
        a.roles().keySet().stream()
            .filter(b.roles()::containsKey)
            .filter(w -> (a.roles().get(w) & b.roles().get(w) & sign) == 0)
            .toList();
    return !denied.isEmpty()
        && denied.stream()
            .allMatch(w -> ((a.roles().get(w) | b.roles().get(w)) & Statement.CONDITION) == 0);
  }

  /** "Unless" against "if". */
  private static boolean turnsCondition(Claim a, Claim b) {
    boolean unless = a.statement().marks().containsKey(UNLESS);
    boolean conditional =
        a.roles().values().stream().anyMatch(parts -> (parts & Statement.CONDITION) != 0)
            && b.roles().values().stream().anyMatch(parts -> (parts & Statement.CONDITION) != 0);
    return conditional && unless != b.statement().marks().containsKey(UNLESS);
  }

  private static Optional<String> numbers(Statement a, Statement b) {
    List<String> onlyA = without(a.quantities(), b.quantities());
    List<String> onlyB = without(b.quantities(), a.quantities());
    boolean one = onlyA.size() == 1 && onlyB.size() == 1;
    return one && a.amounts().contains(onlyA.get(0)) && b.amounts().contains(onlyB.get(0))
        ? Optional.of("they differ in a number: " + onlyA.get(0) + " and " + onlyB.get(0))
        : Optional.empty();
  }

  private static List<String> without(List<String> all, List<String> others) {
    List<String> rest = new ArrayList<>(all);
    others.forEach(rest::remove);
    return rest;
  }

  /** A stem without the sign that it is turned. */
  private static String plain(String stem) {
    boolean turned = stem.length() > 1 && stem.startsWith(Statement.TURNED);
    return turned ? stem.substring(1) : stem;
  }
}
