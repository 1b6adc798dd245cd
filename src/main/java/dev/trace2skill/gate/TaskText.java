package dev.trace2skill.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a task, to tell tasks that say nearly the same. Likeness is the share of runs of
 * three words that both have (Jaccard 1912); candidates are found by MinHash in bands (Broder
 * 1997).
 */
final class TaskText {

  private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int LENGTH = 3;
  private static final int BANDS = 24;
  private static final int ROWS = 3;

  private TaskText() {}

  /** All runs of three words; a shorter text is one by itself. */
  static Set<Integer> shingles(String text) {
    List<String> words = GAP.splitAsStream(text.toLowerCase(Locale.ROOT).strip()).toList();
    Set<Integer> shingles = new HashSet<>();
    for (int i = 0; i + LENGTH <= words.size(); i++) {
      shingles.add(words.subList(i, i + LENGTH).hashCode());
    }
    if (shingles.isEmpty()) {
      shingles.add(words.hashCode());
    }
    return shingles;
  }

  /** From 0 for nothing in common to 1. */
  static double likeness(String one, String other) {
    Set<Integer> a = shingles(one);
    Set<Integer> b = shingles(other);
    long both = a.stream().filter(b::contains).count();
    return (double) both / (a.size() + b.size() - both);
  }

  /**
   * Names of which like texts share at least one: of texts with a likeness of 0.9 all but one pair
   * in 10^13, of 0.5 nearly all, of 0.2 every fifth.
   */
  static List<String> bands(String text) {
    Set<Integer> shingles = shingles(text);
    List<String> bands = new ArrayList<>();
    for (int band = 0; band < BANDS; band++) {
      long name = band;
      for (int row = 0; row < ROWS; row++) {
        long salt = 0x9E3779B97F4A7C15L * (band * ROWS + row + 1);
        long least = Long.MAX_VALUE;
        for (int shingle : shingles) {
          least = Math.min(least, mixed(shingle ^ salt));
        }
        name = mixed(name ^ least);
      }
      bands.add(Long.toHexString(name));
    }
    return bands;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
