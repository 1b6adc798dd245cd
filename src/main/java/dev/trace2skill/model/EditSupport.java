package dev.trace2skill.model;

/** One edit behind one lesson of a consolidation: how a published line leads back to its runs. */
public record EditSupport(
    String consolidationId, String editId, String lessonId, String patchId, String trajectoryId) {}
