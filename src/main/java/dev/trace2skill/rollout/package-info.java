/**
 * {@code tasks -> trajectories, llm_calls}: every task is tried by an agent, some times over.
 *
 * <p>A run has a name, the hash of everything that can change it: the task with its checks, the
 * skill, the harness with its version and settings, the model, the limits, the trial and the seed.
 * A run that came to an end is written to {@code rollouts/} in the warehouse under that name before
 * it is used, so that it is never made again; one that broke down by no fault of the agent's is
 * tried again, in this job and in later ones.
 */
@NullMarked
package dev.trace2skill.rollout;

import org.jspecify.annotations.NullMarked;
