package dev.trace2skill.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer decided about a lesson. The last decision about a lesson counts.
 *
 * @param lessonId the lesson, or one of the statements in it
 * @param text the lesson's new words, for {@link Decision#REWORD}
 * @param targetLessonId the lesson it is counted with, for {@link Decision#MERGE_WITH}
 * @param trajectoryCount its support when it was decided
 * @param reviewer who decided
 */
public record LessonOverride(
    String overrideId,
    String skillName,
    String lessonId,
    Decision decision,
    @Nullable String text,
    @Nullable String targetLessonId,
    long trajectoryCount,
    String reviewer,
    @Nullable String reason,
    Instant decidedAt) {

  /** What a reviewer may say. */
  public enum Decision {
    /** It goes in, whatever its support; it must still apply and keep the skill whole. */
    ACCEPT,
    /** It stays out until more trajectories support it than did then. */
    REJECT,
    /** The gate found that it does not hold, or harms: it stays out until more runs support it. */
    RETIRE,
    /** It goes by other words; its support decides as before. */
    REWORD,
    /** It stays out for good. */
    NEVER_AGAIN,
    /** It says the same as another lesson, and is counted with it. */
    MERGE_WITH
  }
}
