package dev.trace2skill.analyze;

import java.io.Serializable;

/**
 * What the contrast analyst asks of a feature before it becomes a lesson.
 *
 * @param minSupport distinct trajectories that must show it
 * @param minTasks distinct tasks among them
 * @param maxQ the false discovery rate that is tolerated
 * @param maxSuccessShare of the runs that differ from the ground truth in this way, the share that
 *     may have succeeded all the same
 */
public record ContrastSettings(int minSupport, int minTasks, double maxQ, double maxSuccessShare)
    implements Serializable {

  public static final ContrastSettings DEFAULT = new ContrastSettings(5, 2, 0.05, 0.05);

  /** Up to this q a finding is worth waiting for more evidence. */
  static final double SUGGESTIVE_Q = 0.25;

  public ContrastSettings {
    if (minSupport < 1 || minTasks < 1) {
      throw new IllegalArgumentException("min-support and min-tasks must be at least 1");
    }
    if (!(maxQ > 0 && maxQ < 1) || !(maxSuccessShare >= 0 && maxSuccessShare < 1)) {
      throw new IllegalArgumentException("max-q and max-success-share must lie between 0 and 1");
    }
  }
}
