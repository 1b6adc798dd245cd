package dev.trace2skill.consolidate;

import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.llm.LlmSettings;

/**
 * The model that looks at lessons, and how much it looks at.
 *
 * @param llm the model, and what it may take
 * @param asks whether it may be asked; otherwise only answers count that are paid for
 */
public record MergeModel(LlmSettings llm, MergeSettings settings, boolean asks) {

  /** The same without a question. */
  public MergeModel silent() {
    return new MergeModel(llm, settings, false);
  }
}
