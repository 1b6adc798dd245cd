package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * A trajectory that an analyst did not look at in a run, and why.
 *
 * @param runId the run that left it out
 * @param why what kept it out
 * @param detail in words, such as the provider's error
 * @param standInId the trajectory that was analysed in its stead; null when none was
 */
public record Coverage(
    String runId,
    String analyst,
    String trajectoryId,
    String taskId,
    Outcome outcome,
    Why why,
    String detail,
    @Nullable String standInId) {

  /** What keeps a trajectory from being analysed. */
  public enum Why {
    /** Not of the outcome that the analyst looks at. */
    OTHER_OUTCOME,
    /** Left out by the sample. */
    SAMPLED_OUT,
    /** The same run but for values as one that is analysed. */
    NEAR_IDENTICAL,
    /** The budget was spent. */
    BUDGET,
    /** The model could not be reached, or the talk took too long; the next run tries again. */
    UNANSWERED
  }
}
