package dev.trace2skill.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits that say the same, counted.
 *
 * @param lessonId the {@code exact_id} of the edits that give the lesson its words
 * @param consolidationId the consolidation that counted it
 * @param models the models that analysts asked
 * @param trajectoryCount distinct trajectories whose patches propose it
 * @param taskCount distinct tasks among them
 * @param principalCount distinct users or tenants among them; those of whom it is not known are one
 * @param eligibleCount trajectories that could have shown it: those that its analysts looked at;
 *     null when that is not known
 * @param support trajectories by the weight of their analysts, and of each principal no more than
 *     its cap; null where an earlier version did not count it
 * @param statementCount ways in which it was put that are not equal; null likewise
 * @param rank place in the order of support, from 1; 0 when it is not in the skill
 * @param status what became of it
 * @param reason why it was not published; null when it was
 * @param finding the numbers behind it, as one phrase
 * @param overrideId the reviewer's decision that it follows; null when none does
 * @param lastSupportedAt when the last of the trajectories behind it ended; null when none says
 *     when
 * @param aged whether that is so long ago that it stands in a reference and not in the main file;
 *     null when nobody asked
 * @param review why somebody should look at it although it may go in; null for no reason
 */
public record Lesson(
    String lessonId,
    String consolidationId,
    Edit edit,
    Grade grade,
    List<String> analysts,
    List<String> models,
    List<String> contrastIds,
    long trajectoryCount,
    long taskCount,
    long principalCount,
    @Nullable Long eligibleCount,
    @Nullable Double support,
    @Nullable Long statementCount,
    int rank,
    Status status,
    @Nullable String reason,
    @Nullable String finding,
    @Nullable String overrideId,
    @Nullable Instant lastSupportedAt,
    @Nullable Boolean aged,
    @Nullable String review) {

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
    KNOWN,
    /** A reviewer decided against it. */
    OVERRIDDEN,
    /**
     * It reads like an attempt to instruct the reader beyond the work; a reviewer may accept it.
     */
    QUARANTINED,
    /** Nothing stands behind it any longer, or the gate found that it does not hold, or harms. */
    RETIRED
  }

  public Lesson {
    analysts = List.copyOf(analysts);
    models = List.copyOf(models);
    contrastIds = List.copyOf(contrastIds);
  }

  /** What it says, without the mark of a list item. */
  public String sentence() {
    return sentence(edit.text());
  }

  /** The text of an edit, likewise. */
  public static String sentence(String text) {
    return text.strip().replaceFirst("^- ", "");
  }

  /** The same lesson, decided. */
  public Lesson decided(Status decision, int place, @Nullable String why) {
    return with(edit, place, decision, why);
  }

  /** The same lesson with what its age and the runs of late say of it. */
  public Lesson dated(boolean old, @Nullable String why) {
    return with(edit, rank, status, reason, old, why);
  }

  /** The same lesson in other words. */
  public Lesson worded(String text) {
    return with(edit.worded(text), rank, status, reason);
  }

  private Lesson with(Edit change, int place, Status decision, @Nullable String why) {
    return with(change, place, decision, why, aged, review);
  }

  private Lesson with(
      Edit change,
      int place,
      Status decision,
      @Nullable String why,
      @Nullable Boolean old,
      @Nullable String look) {
    return new Lesson(
        lessonId,
        consolidationId,
        change,
        grade,
        analysts,
        models,
        contrastIds,
        trajectoryCount,
        taskCount,
        principalCount,
        eligibleCount,
        support,
        statementCount,
        place,
        decision,
        why,
        finding,
        overrideId,
        lastSupportedAt,
        old,
        look);
  }
}
