package dev.trace2skill.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A skill put in a place. The log beside the backups holds the same rows.
 *
 * @param publicationId hash of version, target and time
 * @param skillVersionId null when what came back by a rollback was written by hand
 * @param skillId hash of all texts of the skill
 * @param target the folder, the address or the archive
 * @param gate the verdict behind it, or {@code off} when the gate was switched off on purpose; null
 *     for a rollback, which needs none
 * @param backup where the skill that stood there before went; null when there was none
 * @param action what was done; null in rows of versions that only published
 * @param replacedSkillId hash of all texts of the skill that stood there before
 * @param publishedBy user and host
 */
public record Publication(
    String publicationId,
    @Nullable String skillVersionId,
    String skillId,
    String target,
    @Nullable String gate,
    @Nullable String backup,
    Instant publishedAt,
    @Nullable Action action,
    @Nullable String replacedSkillId,
    @Nullable String publishedBy) {

  /** How a skill comes to a place. */
  public enum Action {
    /** A version goes out. */
    PUBLISH,
    /** A version goes out that was staged for somebody to look at. */
    ADOPT,
    /** A version goes into an archive. */
    BUNDLE,
    /** What stood there earlier comes back. */
    ROLLBACK
  }

  /** The id of what is published at a place and a time. */
  public static String id(@Nullable String skillVersionId, String target, Instant at) {
    return ContentId.of(
        "publication", skillVersionId == null ? "" : skillVersionId, target, at.toString());
  }
}
