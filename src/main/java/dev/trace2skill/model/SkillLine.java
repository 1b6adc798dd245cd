package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * One line of a skill version and where it came from.
 *
 * @param lineNumber from 1
 * @param lessonId the lesson that wrote the line; null when it was in the base skill
 */
public record SkillLine(
    String skillVersionId, String file, int lineNumber, String text, @Nullable String lessonId) {}
