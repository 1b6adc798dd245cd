package dev.trace2skill.analyze;

import dev.trace2skill.llm.LlmSettings;

/**
 * How the analysts ask that have a model.
 *
 * @param llm the model, and what it may take
 * @param sample which trajectories they look at
 * @param talk how long a talk may be
 */
public record ModelSettings(LlmSettings llm, Sample sample, AnalystSettings talk) {}
