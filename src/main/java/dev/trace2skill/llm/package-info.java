/**
 * What stands between an analyst and any model: talks as pure values, a journal so that nothing is
 * paid twice, retries, a pace that adapts, and budgets that hold.
 */
@NullMarked
package dev.trace2skill.llm;

import org.jspecify.annotations.NullMarked;
