/**
 * One reader per trace format. A reader translates, nothing else.
 *
 * <p>A task id names a task by its content wherever a source numbers its tasks, as numbers mean
 * other tasks in other files; an id that the content contradicts is repaired, and a diagnostic says
 * so. A broken harness is {@code INFRA} and silence is {@code UNKNOWN}, never a failure. Whether a
 * tool failed is null unless the source or its documented convention says. Call ids are unique
 * within a trajectory, and a result names the call it answers or none: sources repeat ids across
 * turns (39 of 562 calls in one tau-bench file) or leave them out. What cannot be read is a reject;
 * what was guessed is a diagnostic.
 */
@NullMarked
package dev.trace2skill.adapter.evidence;

import org.jspecify.annotations.NullMarked;
