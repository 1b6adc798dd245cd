package dev.trace2skill.analyze;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The Cochran-Mantel-Haenszel test of a 2x2 table stratified by task (Mantel and Haenszel 1959).
 */
final class CochranMantelHaenszel {

  private static final ChiSquaredDistribution CHI_SQUARED = ChiSquaredDistribution.of(1);

  private CochranMantelHaenszel() {}

  /**
   * Two-sided, with the continuity correction, which keeps it honest where tasks have few trials.
   *
   * @param excess sum over tasks of observed minus expected
   * @param variance sum over tasks of the hypergeometric variance
   * @return 1 when no task can tell
   */
  static double pValue(double excess, double variance) {
    if (variance <= 0) {
      return 1;
    }
    double distance = Math.max(0, Math.abs(excess) - 0.5);
    return CHI_SQUARED.survivalProbability(distance * distance / variance);
  }
}
