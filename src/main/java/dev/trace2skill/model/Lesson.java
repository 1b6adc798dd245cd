package dev.trace2skill.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits that say the same, counted.
 *
 * @param lessonId hash of the base skill and the normalised edit
 * @param consolidationId the consolidation that counted it
 * @param trajectoryCount distinct trajectories whose patches propose it
 * @param taskCount distinct tasks among them
 * @param principalCount distinct users or tenants among them
 * @param rank place in the order of support, from 1
 * @param status what became of it
 * @param reason why it was not published; null when it was
 * @param finding the numbers behind it, as one phrase
 */
public record Lesson(
    String lessonId,
    String consolidationId,
    Edit edit,
    Grade grade,
    List<String> analysts,
    List<String> contrastIds,
    long trajectoryCount,
    long taskCount,
    long principalCount,
    int rank,
    Status status,
    @Nullable String reason,
    @Nullable String finding) {

  /** What consolidation decided. */
  public enum Status {
    /** In the skill version. */
    ACCEPTED,
    /** Too little support so far. */
    WAITING,
    /** Lost to a better supported lesson; see {@code conflicts}. */
    CONFLICT,
    /** Does not apply to the base skill, or breaks the result. */
    REJECTED,
    /** The base skill says it already. */
    KNOWN
  }

  public Lesson {
    analysts = List.copyOf(analysts);
    contrastIds = List.copyOf(contrastIds);
  }
}
