/**
 * Lets a model look at groups of edits that say the same, so that groups which mean the same in
 * other words are counted as one. What the model says is checked item by item; support is counted
 * by code, before and after.
 *
 * <p>The groups are the leaves of a tree of questions ({@code MergeTree}), each of which goes
 * through the journal, the budget and the pace of {@link dev.trace2skill.llm.Talks}. {@link
 * dev.trace2skill.consolidate.merge.Merging} needs no tables; {@link
 * dev.trace2skill.consolidate.merge.ModelMerge} keeps the ledger as well.
 */
@NullMarked
package dev.trace2skill.consolidate.merge;

import org.jspecify.annotations.NullMarked;
