package dev.trace2skill.skill;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * What words do in a lesson, as {@code words.txt} says: which carry its meaning, which turn it, and
 * which mean the same. A word is given in lower case.
 */
final class Lexicon {

  static final Lexicon ENGLISH = new Lexicon(sections());

  /** A word at which another part of the sentence begins. */
  enum Connective {
    BEFORE,
    AFTER,
    THEN,
    CONDITION,
    CLAUSE
  }

  /**
   * What a word means.
   *
   * @param stem stands for every form of the word and for what means the same
   * @param turned whether the word says the opposite of what its stem says
   */
  record Meaning(String stem, boolean turned) {

    /** The stem, with a sign before it when it is turned. */
    String signed() {
      return turned ? Statement.TURNED + stem : stem;
    }
  }

  private final Set<String> filler;
  private final Set<String> negations;
  private final Set<String> turning;
  private final Set<String> directions;
  private final Set<String> signs;
  private final Set<String> labels = new HashSet<>();
  private final Map<String, String> phrases = new HashMap<>();
  private final Map<String, String> marks;
  private final Map<String, String> bounds;
  private final Map<String, String> numbers;
  private final Map<String, String> units;
  private final Map<String, Connective> connectives = new HashMap<>();
  private final Map<String, String> heads = new HashMap<>();
  private final Map<String, Meaning> opposites = new HashMap<>();

  private Lexicon(Map<String, List<String>> sections) {
    filler = words(sections.get("filler"));
    negations = words(sections.get("not"));
    turning = words(sections.get("turning"));
    directions = words(sections.get("direction"));
    signs = words(sections.get("sign"));
    sections.get("label").forEach(line -> labels.addAll(stems(line)));
    marks = values(sections.get("mark"));
    bounds = values(sections.get("bound"));
    numbers = values(sections.get("number"));
    units = values(sections.get("unit"));
    for (Connective connective : Connective.values()) {
      words(sections.get(connective.name().toLowerCase(Locale.ROOT)))
          .forEach(word -> connectives.putIfAbsent(word, connective));
    }
    for (String line : sections.get("phrase")) {
      String[] sides = sides(line, "=");
      phrases.put(sides[0], sides[1]);
    }
    for (String line : sections.get("same")) {
      List<String> stems = stems(line);
      stems.forEach(stem -> heads.putIfAbsent(stem, stems.get(0)));
    }
    for (String line : sections.get("opposite")) {
      String[] sides = sides(line, "/");
      String base = head(stems(sides[0]).get(0));
      stems(sides[0]).forEach(s -> opposites.putIfAbsent(head(s), new Meaning(base, false)));
      stems(sides[1]).forEach(s -> opposites.putIfAbsent(head(s), new Meaning(base, true)));
    }
  }

  /** The most words that one phrase has. */
  static final int LONGEST_PHRASE = 4;

  /** What stands for a phrase of several words; null when they are no phrase. */
  @Nullable String phrase(List<String> words) {
    return phrases.get(String.join(" ", words));
  }

  boolean isFiller(String word) {
    return filler.contains(word);
  }

  boolean isNegation(String word) {
    return negations.contains(word);
  }

  /** Whether what follows is left out or replaced. */
  boolean isTurning(String word) {
    return turning.contains(word);
  }

  /** Whether what stands before the word and behind it must not be exchanged. */
  boolean isDirection(String word) {
    return directions.contains(word);
  }

  /** Whether a sign that stands for a word turns or bounds what is said. */
  boolean isSign(String word) {
    return signs.contains(word);
  }

  /** Whether a number behind the word of this stem tells things apart, as in "step 3". */
  boolean isLabel(String stem) {
    return labels.contains(stem);
  }

  /** The name of a limitation or a permission, such as {@code only}; null when the word is none. */
  @Nullable String mark(String word) {
    return marks.get(word);
  }

  /** What the word says of a number behind it; null when it says nothing. */
  @Nullable String bound(String word) {
    return bounds.get(word);
  }

  /** The digits of a number word; null when it is none. */
  @Nullable String number(String word) {
    return numbers.get(word);
  }

  /** The short name of a unit; null when the word is none. */
  @Nullable String unit(String word) {
    return units.get(word);
  }

  @Nullable Connective connective(String word) {
    return connectives.get(word);
  }

  Meaning meaning(String word) {
    String head = head(stem(word));
    Meaning meaning = opposites.get(head);
    return meaning == null ? new Meaning(head, false) : meaning;
  }

  private String head(String stem) {
    return heads.getOrDefault(stem, stem);
  }

  private static List<String> stems(String words) {
    return split(words).stream().map(Lexicon::stem).toList();
  }

  /** A word without its ending; as it is, when it is not written in the letters of English. */
  private static String stem(String word) {
    EnglishStemmer stemmer = new EnglishStemmer();
    stemmer.setCurrent(word);
    stemmer.stem();
    return stemmer.getCurrent();
  }

  private static Set<String> words(List<String> lines) {
    Set<String> words = new HashSet<>();
    lines.forEach(line -> words.addAll(split(line)));
    return words;
  }

  private static Map<String, String> values(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int at = line.lastIndexOf(" = ");
      split(line.substring(0, at)).forEach(word -> values.put(word, line.substring(at + 3)));
    }
    return values;
  }

  private static List<String> split(String words) {
    return Arrays.asList(words.strip().split(" +"));
  }

  private static String[] sides(String line, String separator) {
    int at = line.indexOf(separator);
    return new String[] {line.substring(0, at).strip(), line.substring(at + 1).strip()};
  }

  private static Map<String, List<String>> sections() {
    try (InputStream in = Lexicon.class.getResourceAsStream("words.txt")) {
      if (in == null) {
        throw new IllegalStateException("words.txt is not on the class path");
      }
      Map<String, List<String>> sections = new LinkedHashMap<>();
      List<String> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("[")) {
          lines = new ArrayList<>();
          sections.put(line.substring(1, line.indexOf(']')), lines);
        } else if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(line);
        }
      }
      return sections;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
