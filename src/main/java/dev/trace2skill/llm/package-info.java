/**
 * What stands between an analyst and any model: talks as pure values, a journal so that nothing is
 * paid twice, retries, a pace that adapts, and budgets that hold.
 *
 * <p>A question goes to the journal first, under the hash of everything that can change its answer.
 * What is not there waits at the gate until the window has room and the budget holds the worst
 * case, is sent, and is written to the journal before the talk goes on. The entry keeps the row of
 * the ledger of the run that paid: whoever reads the entry writes that row once more, so a run that
 * was killed before it could write its ledger is made up for by the next.
 *
 * <p>A request that failed counts against the budget with its worst case when its answer may have
 * been lost on the way, and with nothing when the provider refused it. A talk waits on no thread:
 * its steps run one after the other in a mailbox, on as many threads as there are cores.
 */
@NullMarked
package dev.trace2skill.llm;

import org.jspecify.annotations.NullMarked;
