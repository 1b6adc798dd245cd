package dev.trace2skill.consolidate.merge.bench;

/**
 * What the reference code of the paper takes for as many patches with its default settings: a call
 * that writes each patch, levels of merges of five with a barrier after each, and a call that
 * anchors each edit of the last patch.
 *
 * @param merges calls of all levels
 * @param levels of merging
 */
record PublishedTree(int patches, int merges, int levels) {

  private static final int FAN_IN = 5;
  private static final int MOST_LEVELS = 5;

  static PublishedTree of(int patches) {
    int merges = 0;
    int levels = 0;
    int left = patches;
    while (left > 1 && levels < MOST_LEVELS) {
      left = parts(left);
      merges += left;
      levels++;
    }
    boolean forced = left > 1;
    return new PublishedTree(patches, forced ? merges + 1 : merges, forced ? levels + 1 : levels);
  }

  /** A remainder of less than half a part is spread over the others. */
  private static int parts(int patches) {
    int rest = patches % FAN_IN;
    int whole = patches / FAN_IN;
    return whole == 0 || (rest > 0 && 2 * rest >= FAN_IN) ? whole + 1 : whole;
  }

  /**
   * All calls.
   *
   * @param edits in the patch that is left in the end
   */
  int calls(int edits) {
    return patches + merges + edits;
  }

  /** How often it waits for a whole set of calls. */
  int rounds() {
    return 1 + levels + 1;
  }
}
