/**
 * A made-up service desk with planted failure causes: a corpus whose right answers are known.
 *
 * <p>There is no model in it. An {@code Agent} is a policy driven by a seed; what makes a run fail
 * is a {@code Slip}, drawn independently for every cause that the {@code Family} of the task
 * allows. The slip acts through the {@code World} alone: all tool results are those of calls
 * executed against its state, and a run succeeds when the final state equals that of a world in
 * which the right calls were made. The agent never sees those, and the judge never sees the slips.
 *
 * <p>What else varies is meant to mislead: idle look-ups, time-outs, typing errors, optional
 * arguments, wording, the order of what is independent. A few runs are judged failures for nothing
 * that the agent did, and a few crash.
 */
@NullMarked
package dev.trace2skill.simulate;

import org.jspecify.annotations.NullMarked;
