package dev.trace2skill.gate;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What each of several looks may spend of an error rate: the increments of Lan and DeMets' function
 * of the O'Brien-Fleming form (Biometrika 70, 1983), 2 - 2 Φ(z / √t) at a share t of the tasks,
 * where z is the normal quantile of 1 - α / 2. They add up to α.
 */
final class Spending {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Spending() {}

  /**
   * The rate at which a look may decide.
   *
   * @param look from 1
   */
  static double at(double alpha, int look, int looks) {
    return spent(alpha, (double) look / looks) - spent(alpha, (look - 1.0) / looks);
  }

  private static double spent(double alpha, double share) {
    if (share <= 0) {
      return 0;
    }
    double z = NORMAL.inverseSurvivalProbability(alpha / 2);
    return 2 * NORMAL.survivalProbability(z / Math.sqrt(share));
  }
}
