package dev.trace2skill.skill;

import dev.trace2skill.skill.Lexicon.Connective;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A number in a lesson.
 *
 * @param bound what is said of it, such as {@code <=}; empty when it is just the number
 * @param value its digits, without marks between thousands
 * @param unit the short name of its unit, or the letters behind it; empty for none
 * @param clause where it stands
 * @param word its place there
 */
record Quantity(String bound, String value, String unit, Clause clause, Clause.Word word) {

  private static final Pattern PARTS =
      Pattern.compile("(-?)([$\u20ac\u00a3\u00a5]?)([\\d.,:/\u2013-]*\\d)(.*)");
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");

  /** A number as it is written, and its unit where it is written in one. */
  record Written(String value, String unit) {

    static Written of(String text) {
      StringBuilder ascii = new StringBuilder();
      text.codePoints()
          .forEach(
              c -> {
                int digit = Character.digit(c, 10);
                ascii.appendCodePoint(digit < 0 ? c : '0' + digit);
              });
      Matcher parts = PARTS.matcher(ascii);
      if (!parts.matches()) {
        return new Written(text, "");
      }
      String number = parts.group(3);
      boolean thousands = THOUSANDS.matcher(number).matches();
      String letters = parts.group(4).toLowerCase(Locale.ROOT);
      return new Written(
          parts.group(1) + (thousands ? number.replace(",", "") : number),
          unit(parts.group(2).isEmpty() ? letters : parts.group(2)));
    }

    private static String unit(String text) {
      String unit = Lexicon.ENGLISH.unit(text);
      return unit == null ? text : unit;
    }
  }

  private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /** The numbers as they have to agree, in alphabetical order. */
  static List<String> texts(List<Quantity> quantities) {
    boolean single = single(quantities);
    return quantities.stream().map(q -> q.text(single)).sorted().toList();
  }

  /** Those that count or measure something, whatever the circumstances. */
  static Set<String> amounts(List<Quantity> quantities) {
    boolean single = single(quantities);
    return quantities.stream()
        .filter(Quantity::measures)
        .map(q -> q.text(single))
        .collect(Collectors.toSet());
  }

  private static boolean single(List<Quantity> quantities) {
    return quantities.stream().map(q -> q.text(true)).distinct().limit(2).count() < 2;
  }

  /**
   * The number as it has to agree.
   *
   * @param single whether it is the only one; where there are several, what each counts belongs to
   *     it, so that they cannot change places
   */
  private String text(boolean single) {
    String noun = single || !unit.isEmpty() ? "" : clause.after(word);
    return bound + value + (unit.isEmpty() ? "" : " " + unit) + (noun.isEmpty() ? "" : " " + noun);
  }

  /** Whether it is no year, no condition and not just the number of a thing, such as of a step. */
  private boolean measures() {
    boolean counts = !unit.isEmpty() || !bound.isEmpty() || !clause.after(word).isEmpty();
    boolean target = (word.parts & Statement.TARGET) != 0;
    boolean names =
        Lexicon.ENGLISH.isLabel(clause.before(word))
            || ORDINALS.contains(unit)
            || (unit.isEmpty() && YEAR.matcher(value).matches());
    return (counts || target) && !names && clause.opening != Connective.CONDITION;
  }
}
