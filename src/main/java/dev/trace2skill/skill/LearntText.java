package dev.trace2skill.skill;

/**
 * A lesson as it stands in SKILL.md.
 *
 * @param key what its lines are marked with, e.g. a lesson's id
 * @param section title or path of the section it stands in
 * @param text whole lines, without the last line ending
 */
public record LearntText(String key, String section, String text) {}
