package dev.trace2skill.model;

/** How well an analyst's finding is founded. */
public enum Grade {
  /** Separates success from failure inside tasks, and survives the correction for many tests. */
  ESTABLISHED,
  /** A difference from the ground truth that failures show and successes hardly ever do. */
  GROUNDED,
  /** A cause that an analyst named and code verified, by an evaluator or a contrast. */
  VERIFIED,
  /** What a successful run did, bound to its steps; nothing says that it made the difference. */
  OBSERVED,
  /** Seen, but not enough of it: kept waiting, never published. */
  SUGGESTIVE;

  public boolean publishable() {
    return this != SUGGESTIVE;
  }
}
