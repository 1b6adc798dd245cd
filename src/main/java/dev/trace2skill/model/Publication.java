package dev.trace2skill.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A skill version written to a folder.
 *
 * @param gate the verdict behind it, or {@code off} when the gate was switched off on purpose
 * @param backup where the skill that stood there before went; null when there was none
 */
public record Publication(
    String publicationId,
    String skillVersionId,
    String skillId,
    String target,
    String gate,
    @Nullable String backup,
    Instant publishedAt) {}
