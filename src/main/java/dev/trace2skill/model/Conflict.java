package dev.trace2skill.model;

/** Two lessons that cannot both be in a skill: the better supported one won. */
public record Conflict(
    String conflictId,
    String consolidationId,
    String winnerLessonId,
    String loserLessonId,
    String reason) {}
