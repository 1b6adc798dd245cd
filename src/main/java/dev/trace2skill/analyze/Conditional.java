package dev.trace2skill.analyze;

/** What is left of a feature's effect once another feature is held fixed. */
public record Conditional(String given, String feature, double excess, double variance) {

  /** Whether the other feature leaves this one nothing, or turns it round, to explain. */
  boolean explainsAway(double excessAlone) {
    return Math.signum(excess) != Math.signum(excessAlone)
        || CochranMantelHaenszel.pValue(excess, variance) > 0.05;
  }
}
