package dev.trace2skill.model;

import java.time.Instant;

/**
 * That the sealed tasks were opened for a skill version: once, before the first of their runs.
 *
 * @param openingId hash of the version and of the kind of agent
 * @param cell the kind of agent, as verdicts name it
 * @param sealId hash of the ids of the tasks
 * @param openedBy the user
 */
public record Opening(
    String openingId,
    String skillVersionId,
    String cell,
    String sealId,
    long taskCount,
    String openedBy,
    String runId,
    Instant openedAt) {

  public static String id(String skillVersionId, String cell) {
    return ContentId.of("opening", skillVersionId, cell);
  }
}
