/**
 * Judges skill versions on tasks, or in a time, that they were not learnt from. Reads {@code
 * skill_versions} and the held-out {@code tasks}; writes {@code verdicts}.
 *
 * <p>The unit of all statistics is the task, not the run: runs of one task are alike. A task counts
 * with the difference between the shares of its runs that succeed with the version and with the
 * base; only runs count whose partner of the same trial and seed was judged too, so that a run that
 * broke down counts for neither side. Under the hypothesis that both skills are the same, the two
 * sides of a task could be swapped, whatever its difficulty: the sign-flip test is exact then, and
 * with one run a task it is McNemar's exact test. Intervals are those of a bootstrap over tasks.
 *
 * <p>Results may be looked at early. What each look may spend of the error rate is set in advance
 * (Lan and DeMets 1983, with the O'Brien-Fleming form), and a look decides on its own share alone:
 * by Bonferroni's inequality the rate holds however the looks depend on each other.
 */
@NullMarked
package dev.trace2skill.gate;

import org.jspecify.annotations.NullMarked;
