package dev.trace2skill.analyze;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst looks at.
 *
 * @param task what the run tried, with its ground truth
 * @param contrast a success of the same task; null when there is none
 * @param base the skill that edits are proposed for
 */
public record Case(Trajectory run, Task task, @Nullable Trajectory contrast, Skill base) {}
