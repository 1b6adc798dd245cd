package dev.trace2skill.consolidate;

import java.util.stream.LongStream;

/**
 * Min-hashing with bands: two sets of which a share <i>s</i> is common meet in one of the buckets
 * with probability 1 - (1 - s^4)^16, which is 0.998 for 0.75 and 0.64 for 0.5.
 */
final class MinHash {

  static final int BANDS = 16;

  private static final int ROWS = 4;

  private static final long[] FACTORS =
      LongStream.rangeClosed(1, BANDS * ROWS).map(i -> Hash.mix(i) | 1).toArray();

  private MinHash() {}

  /** One bucket a band, of edits of one kind. */
  static long[] buckets(long kindHigh, long kindLow, int[] set) {
    long[] buckets = new long[BANDS];
    for (int band = 0; band < BANDS; band++) {
      long bucket = Hash.mix(kindHigh + band) ^ kindLow;
      for (int row = 0; row < ROWS; row++) {
        bucket = Hash.mix(bucket ^ least(set, FACTORS[band * ROWS + row]));
      }
      buckets[band] = bucket;
    }
    return buckets;
  }

  private static long least(int[] set, long factor) {
    long least = Long.MAX_VALUE;
    for (int element : set) {
      // The upper half of the product depends on all bits of the element.
      least = Math.min(least, (element * factor) >>> 32);
    }
    return least;
  }
}
