package dev.trace2skill.analyze;

import java.io.Serializable;

/**
 * How a model-backed analyst works.
 *
 * @param maxTurns answers of the model that a talk may take
 * @param transcriptTokens tokens that a transcript may have, as estimated
 * @param maxTalkTokens tokens that a request may have, as estimated; a talk that grows beyond ends
 */
public record AnalystSettings(Mode mode, int maxTurns, int transcriptTokens, int maxTalkTokens)
    implements Serializable {

  /** Whether the error analyst tries things out. */
  public enum Mode {
    /** A talk in which the model uses tools. */
    AGENTIC,
    /** One question without tools: nothing that it says is tried by an evaluator. */
    SINGLE_CALL
  }

  public static final AnalystSettings DEFAULT =
      new AnalystSettings(Mode.AGENTIC, 30, 30_000, 120_000);

  public AnalystSettings {
    if (maxTurns < 1) {
      throw new IllegalArgumentException("max-turns must be at least 1");
    }
    if (transcriptTokens < 1 || maxTalkTokens < transcriptTokens) {
      throw new IllegalArgumentException(
          "transcript-tokens must be at least 1, and max-talk-tokens not less");
    }
  }
}
