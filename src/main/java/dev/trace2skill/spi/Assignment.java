package dev.trace2skill.spi;

import dev.trace2skill.model.Skill;
import org.jspecify.annotations.Nullable;

/**
 * What one run is asked for. Nothing in it says what would be right.
 *
 * @param rolloutId the run's name: a hash of everything that can change it
 * @param trial which of several runs of the same task, from 0
 * @param seed for those harnesses that take one
 * @param skillName the name of the skill's folder; empty without a skill
 * @param skill what the agent has to work from; null for a run without a skill
 * @param model the model that the agent is to ask; null when the harness's settings say it, or it
 *     needs none
 * @param sampling how that model is to choose its words, where the adapter asks it; null leaves it
 *     to the adapter
 */
public record Assignment(
    String rolloutId,
    String taskId,
    String query,
    int trial,
    long seed,
    HarnessSettings settings,
    String skillName,
    @Nullable Skill skill,
    @Nullable LLMEndpoint model,
    LLMRequest.@Nullable Sampling sampling) {}
