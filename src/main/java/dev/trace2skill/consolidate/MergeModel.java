package dev.trace2skill.consolidate;

import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.llm.LlmSettings;

/**
 * The model that looks at lessons, and how much it looks at.
 *
 * @param llm the model, and what it may take
 */
public record MergeModel(LlmSettings llm, MergeSettings settings) {}
