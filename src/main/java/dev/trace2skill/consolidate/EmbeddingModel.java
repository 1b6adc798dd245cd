package dev.trace2skill.consolidate;

import dev.trace2skill.llm.LlmSettings;

/**
 * The model that says what lessons mean, as vectors.
 *
 * @param llm the model, and what it may take
 * @param likeness the least cosine of two lessons that mean the same, above 0 and up to 1
 */
public record EmbeddingModel(LlmSettings llm, double likeness) {

  /** What the texts of two lessons must have in common unless the user says otherwise. */
  public static final double DEFAULT_LIKENESS = 0.85;

  public EmbeddingModel {
    if (!(likeness > 0 && likeness <= 1)) {
      throw new IllegalArgumentException("likeness must be above 0 and at most 1");
    }
  }
}
