package dev.trace2skill.skill;

/**
 * A heading and what stands under it.
 *
 * @param title text of the heading without markup
 * @param level 1 for the highest
 * @param heading lines of the heading; more than one when it is underlined
 * @param lines lines from the heading to the next one that is not below it, blank ones included
 */
public record Section(String title, int level, LineRange heading, LineRange lines) {}
