package dev.trace2skill.skill;

import org.jspecify.annotations.Nullable;

/**
 * A line of an edited skill and where it came from.
 *
 * @param text the line without its line ending
 * @param key the key of the last edit that wrote the line; null when it stood in the base skill
 */
public record LineOrigin(String text, @Nullable String key) {}
