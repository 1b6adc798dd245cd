package dev.trace2skill.model;

/**
 * What became of a trace file: every record in it is a trajectory, a reject or a duplicate.
 *
 * @param format the adapter that read it; empty when none would
 * @param recordCount records found, of the kind that the format counts as one trajectory
 */
public record IngestedFile(
    String fileId,
    String uri,
    String sha256,
    long byteCount,
    String format,
    long recordCount,
    long trajectoryCount,
    long rejectCount) {}
