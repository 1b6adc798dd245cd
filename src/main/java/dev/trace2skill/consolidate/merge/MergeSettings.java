package dev.trace2skill.consolidate.merge;

/**
 * How much a model looks at.
 *
 * @param fanIn the most groups that a question shows with their alternatives
 * @param groups the most groups that are looked at, the best supported; the rest stays as it is
 */
public record MergeSettings(int fanIn, int groups) {

  public static final MergeSettings DEFAULT = new MergeSettings(32, 2_000);

  /** The most groups that a question shows without alternatives, by its fan-in. */
  private static final int BRIEFLY = 8;

  public MergeSettings {
    if (fanIn < 2 || groups < 2) {
      throw new IllegalArgumentException("fan-in and groups must be at least 2");
    }
  }

  /** Nodes below a node. */
  int children() {
    return BRIEFLY;
  }

  /** The most groups that a question shows of what the nodes below it left. */
  int shown() {
    return fanIn * BRIEFLY;
  }
}
