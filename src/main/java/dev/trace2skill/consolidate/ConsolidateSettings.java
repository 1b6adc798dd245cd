package dev.trace2skill.consolidate;

/**
 * How much support a lesson needs.
 *
 * @param minSupport distinct trajectories whose patches propose it
 * @param minTasks distinct tasks among them
 */
public record ConsolidateSettings(int minSupport, int minTasks) {

  public static final ConsolidateSettings DEFAULT = new ConsolidateSettings(5, 2);

  public ConsolidateSettings {
    if (minSupport < 1 || minTasks < 1) {
      throw new IllegalArgumentException("min-support and min-tasks must be at least 1");
    }
  }
}
