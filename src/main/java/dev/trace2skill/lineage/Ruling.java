package dev.trace2skill.lineage;

import dev.trace2skill.model.LessonOverride.Decision;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer says about a lesson.
 *
 * @param lesson its id, or the beginning of that
 * @param text its new words; with {@link Decision#REWORD} alone
 * @param with the id, or its beginning, of the lesson that it says the same as; with {@link
 *     Decision#MERGE_WITH} alone
 * @param reason kept with the decision
 */
public record Ruling(
    String lesson,
    Decision decision,
    @Nullable String text,
    @Nullable String with,
    @Nullable String reason) {

  /**
   * The same with the decision as people write it.
   *
   * @throws UserError for what cannot be meant
   */
  public static Ruling of(
      String lesson,
      @Nullable String word,
      @Nullable String text,
      @Nullable String with,
      @Nullable String reason) {
    Decision decision;
    try {
      decision = Words.one("decision", word == null ? "" : word, Decision.values());
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    if ((decision == Decision.REWORD) != (text != null)) {
      throw new UserError("a new text goes with reword, and reword needs it");
    }
    if ((decision == Decision.MERGE_WITH) != (with != null)) {
      throw new UserError("another lesson goes with merge-with, and merge-with needs it");
    }
    return new Ruling(lesson, decision, text, with, reason);
  }
}
