package dev.trace2skill.consolidate.merge;

import dev.trace2skill.skill.CanonicalText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much the texts of groups have in common: the cosine of their words, where a word counts for
 * more the fewer groups have it. Only ranks which groups meet first; it decides nothing.
 */
final class Closeness {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_]+");

  /** A text's words by number, in order, and their weights, whose squares add up to 1. */
  private static final class Vector {

    private final int[] words;
    private final double[] weights;

    Vector(SortedMap<Integer, Double> parts) {
      words = parts.keySet().stream().mapToInt(i -> i).toArray();
      double length = Math.sqrt(parts.values().stream().mapToDouble(w -> w * w).sum());
      weights = parts.values().stream().mapToDouble(w -> length == 0 ? 0 : w / length).toArray();
    }

    double cosine(Vector other) {
      double sum = 0;
      int i = 0;
      int k = 0;
      while (i < words.length && k < other.words.length) {
        if (words[i] == other.words[k]) {
          sum += weights[i++] * other.weights[k++];
        } else if (words[i] < other.words[k]) {
          i++;
        } else {
          k++;
        }
      }
      return sum;
    }
  }

  /** A word's number, and how many groups have it. */
  private record Word(int number, int holders) {}

  private final Map<String, Vector> vectors = new HashMap<>();

  Closeness(List<Group> groups) {
    SortedMap<String, Integer> holders = new TreeMap<>();
    for (Group group : groups) {
      counted(group).keySet().forEach(word -> holders.merge(word, 1, Integer::sum));
    }
    Map<String, Word> words = new HashMap<>();
    holders.forEach((word, count) -> words.put(word, new Word(words.size(), count)));
    for (Group group : groups) {
      SortedMap<Integer, Double> parts = new TreeMap<>();
      counted(group)
          .forEach(
              (text, count) -> {
                Word word = words.getOrDefault(text, new Word(-1, 1));
                double rarity = StrictMath.log((1.0 + groups.size()) / word.holders());
                parts.put(word.number(), (1 + StrictMath.log(count)) * rarity);
              });
      vectors.put(group.lessonId(), new Vector(parts));
    }
  }

  private static Map<String, Integer> counted(Group group) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String word : BETWEEN_WORDS.split(CanonicalText.of(group.edit().text()), 0)) {
      if (!word.isEmpty()) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** From 0 for no common word to 1 for the same words, of two of the groups. */
  double between(Group one, Group other) {
    Vector a = vectors.get(one.lessonId());
    Vector b = vectors.get(other.lessonId());
    return a == null || b == null ? 0 : a.cosine(b);
  }
}
