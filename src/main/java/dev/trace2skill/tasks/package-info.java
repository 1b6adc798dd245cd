/**
 * Tasks as their authors wrote them, for agents to try: {@code files -> tasks}.
 *
 * <p>A reader takes one layout: a table, a folder a task, or that of a benchmark. Large inputs stay
 * where they are and are named by their address; what a task expects is never an input. A task that
 * cannot be understood fails the whole import with its file and line, before anything is stored.
 */
@NullMarked
package dev.trace2skill.tasks;

import org.jspecify.annotations.NullMarked;
