package dev.trace2skill.consolidate;

import dev.trace2skill.model.Edit;
import dev.trace2skill.skill.Statement;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An edit's kind and its words as numbers: all that is needed to tell whether two edits are the
 * same lesson, in at most 12 KB, however long their texts are.
 */
final class Sketch {

  /**
   * The share of words and of pairs of words that two statements must have in common. Of labelled
   * pairs that are not the same, the most alike had 0.65.
   */
  private static final double ALIKE = 0.75;

  /** The same for statements of few words, of which each counts for more. */
  private static final double SHORT_ALIKE = 0.8;

  private static final int SHORT = 6;

  /** The same for the very same words in another order. */
  private static final double REORDERED_ALIKE = 0.7;

  /** Of longer texts, those with the least hashes are kept: a fair sample of any two. */
  private static final int MOST = 1024;

  private final long kindHigh;
  private final long kindLow;

  /** Hashes of words and pairs of words, ascending. */
  private final int[] shingles;

  /** Hashes of words, ascending, and behind each the parts that the word plays, in the low bits. */
  private final long[] words;

  private Sketch(long kindHigh, long kindLow, int[] shingles, long[] words) {
    this.kindHigh = kindHigh;
    this.kindLow = kindLow;
    this.shingles = shingles;
    this.words = words;
  }

  static Sketch of(String exactId, Edit edit) {
    Statement statement = Statement.of(edit.text());
    String kind = Kind.of(exactId, edit, statement);
    return new Sketch(
        Long.parseUnsignedLong(kind, 0, 16, 16),
        Long.parseUnsignedLong(kind, 16, 32, 16),
        statement.shingles().stream()
            .mapToInt(s -> (int) Hash.of(s))
            .sorted()
            .distinct()
            .limit(MOST)
            .toArray(),
        statement.roles().entrySet().stream()
            .mapToLong(e -> (Hash.of(e.getKey()) >>> 32) * Statement.ALL_PARTS + e.getValue())
            .sorted()
            .limit(MOST)
            .toArray());
  }

  /** A sketch as it was put into bytes. */
  static Sketch of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long high = in.getLong();
    long low = in.getLong();
    int[] shingles = new int[in.getInt()];
    for (int i = 0; i < shingles.length; i++) {
      shingles[i] = in.getInt();
    }
    long[] words = new long[in.getInt()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.getLong();
    }
    return new Sketch(high, low, shingles, words);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(24 + 4 * shingles.length + 8 * words.length);
    out.putLong(kindHigh).putLong(kindLow).putInt(shingles.length);
    Arrays.stream(shingles).forEach(out::putInt);
    out.putInt(words.length);
    Arrays.stream(words).forEach(out::putLong);
    return out.array();
  }

  /** The buckets in which edits that say the same meet, by chance that grows with likeness. */
  long[] buckets() {
    return shingles.length == 0 ? new long[0] : MinHash.buckets(kindHigh, kindLow, shingles);
  }

  /** Whether two edits are the same lesson. */
  boolean saysTheSame(Sketch other) {
    if (kindHigh != other.kindHigh || kindLow != other.kindLow || shingles.length == 0) {
      return false;
    }
    return alike(other) >= needed(other) && !clashes(other);
  }

  private double needed(Sketch other) {
    if (hasTheSameWords(other)) {
      return REORDERED_ALIKE;
    }
    return Math.min(words.length, other.words.length) < SHORT ? SHORT_ALIKE : ALIKE;
  }

  private boolean hasTheSameWords(Sketch other) {
    boolean same = words.length == other.words.length;
    for (int i = 0; same && i < words.length; i++) {
      same = words[i] / Statement.ALL_PARTS == other.words[i] / Statement.ALL_PARTS;
    }
    return same;
  }

  /** The share of what both have in what either has, from 0 to 1. */
  private double alike(Sketch other) {
    int[] a = shingles;
    int[] b = other.shingles;
    int i = 0;
    int j = 0;
    int both = 0;
    int all = 0;
    while (all < MOST && (i < a.length || j < b.length)) {
      int order = i == a.length ? 1 : j == b.length ? -1 : Integer.compare(a[i], b[j]);
      both += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      all++;
    }
    return all == 0 ? 0 : (double) both / all;
  }

  /** Whether words play parts in the two that do not go together. */
  private boolean clashes(Sketch other) {
    int[] parts = new int[Math.min(words.length, other.words.length)];
    int[] otherParts = new int[parts.length];
    int i = 0;
    int j = 0;
    int both = 0;
    while (i < words.length && j < other.words.length) {
      int order =
          Long.compare(words[i] / Statement.ALL_PARTS, other.words[j] / Statement.ALL_PARTS);
      if (order == 0) {
        parts[both] = (int) (words[i] % Statement.ALL_PARTS);
        otherParts[both++] = (int) (other.words[j] % Statement.ALL_PARTS);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return Statement.clash(Arrays.copyOf(parts, both), Arrays.copyOf(otherParts, both));
  }
}
