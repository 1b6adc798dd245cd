package dev.trace2skill.model;

/**
 * Something that a run left behind, kept in the warehouse under the hash of its contents.
 *
 * @param path a file of the working copy, or the name of what was recorded
 * @param sha256 of what is kept, which lies at {@code artefacts/} and the first two digits; empty
 *     when nothing is kept
 * @param byteCount of the original, before secrets were taken out and before it was cut
 * @param note why it is not kept, or not whole; empty when it is
 */
public record Artefact(Kind kind, String path, String sha256, long byteCount, String note) {

  /** What it is. */
  public enum Kind {
    /** How the working copy changed, as a unified diff. */
    DIFF,
    /** A file of the working copy that is new or has changed. */
    OUTPUT,
    /** What the agent itself wrote down of the run. */
    TRANSCRIPT,
    /** What the agent's program printed. */
    PRINTED
  }
}
