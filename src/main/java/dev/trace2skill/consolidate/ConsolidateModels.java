package dev.trace2skill.consolidate;

import org.jspecify.annotations.Nullable;

/**
 * The models that look at lessons which code could not bring together.
 *
 * @param embedding looks first; null for none
 * @param merge looks at what is left then; null for none
 * @param asks whether they may be asked; otherwise only answers count that are paid for
 */
public record ConsolidateModels(
    @Nullable EmbeddingModel embedding, @Nullable MergeModel merge, boolean asks) {

  /** Code alone decides. */
  public static final ConsolidateModels NONE = new ConsolidateModels(null, null, false);

  /** The same without a question. */
  public ConsolidateModels silent() {
    return new ConsolidateModels(embedding, merge, false);
  }
}
