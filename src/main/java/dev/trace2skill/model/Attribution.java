package dev.trace2skill.model;

/**
 * A skill that a trajectory is evidence for.
 *
 * @param skillName empty when nothing says which skill it was: such a trajectory is counted and not
 *     guessed about
 * @param via what says so: {@code used} when the source names the skill, {@code read} when a file
 *     of it was read, {@code route} when a rule of the conf says so; empty when nothing does
 * @param routesId the rules that were asked; other rules give other rows
 */
public record Attribution(String trajectoryId, String skillName, String via, String routesId) {}
