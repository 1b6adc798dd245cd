package dev.trace2skill.model;

/**
 * A trajectory that the semi-online evolution of a skill has taken into account: it counts once
 * towards what the next one waits for.
 *
 * @param runId the run that did
 */
public record Consideration(String skillName, String trajectoryId, String runId) {}
