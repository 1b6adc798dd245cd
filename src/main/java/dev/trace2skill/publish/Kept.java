package dev.trace2skill.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A skill that stood in a place before and can come back.
 *
 * @param place where it is kept
 * @param replacedAt when another took its place
 * @param skillId hash of all its texts
 * @param skillVersionId null when it was written by hand, or by versions that kept no log
 */
public record Kept(
    String place, Instant replacedAt, String skillId, @Nullable String skillVersionId) {}
