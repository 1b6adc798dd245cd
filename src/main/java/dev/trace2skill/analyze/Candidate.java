package dev.trace2skill.analyze;

import dev.trace2skill.model.Trajectory;
import org.jspecify.annotations.Nullable;

/**
 * A trajectory that is to be looked at.
 *
 * @param contrast a successful run of the same task; null when there is none, or when the run
 *     itself is a success
 */
public record Candidate(String trajectoryId, Trajectory run, @Nullable Trajectory contrast) {}
