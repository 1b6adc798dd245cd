/**
 * One comparison of a run's output with the ground truth per kind of ground truth.
 *
 * <p>Which calls count is told by the tool's name, as ground truths do not say it: a tool whose
 * name begins with a verb of looking (get, list, search, calculate ..) only reads, and one that
 * speaks (ask, reply, transfer to a human ..) only talks. Such a call changes no record, so that a
 * missing or an additional one makes no run wrong. Every other tool acts.
 */
@NullMarked
package dev.trace2skill.adapter.evaluator;

import org.jspecify.annotations.NullMarked;
