package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * What an agent was asked to do, whoever tried it.
 *
 * @param taskId the same for every trial of the same task
 * @param query what the user wants, in the user's words
 * @param groundTruth what is known to be right
 */
public record Task(String taskId, String query, @Nullable GroundTruth groundTruth) {}
