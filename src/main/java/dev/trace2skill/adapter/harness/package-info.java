/** Agents that can be run: each puts the skill where its agent reads it, and starts the agent. */
@NullMarked
package dev.trace2skill.adapter.harness;

import org.jspecify.annotations.NullMarked;
