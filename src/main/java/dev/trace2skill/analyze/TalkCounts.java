package dev.trace2skill.analyze;

import dev.trace2skill.llm.Spent;
import java.util.SortedMap;

/**
 * What an analyst that asks a model has looked at by now, and what this run spent on it.
 *
 * @param methodId how it looked, as {@code patches.method_id} has it
 * @param eligible trajectories of the outcome that it looks at
 * @param analysed of which it has looked at, in this run or before
 * @param patched of which it proposes something
 * @param drops reasons for proposing nothing, counted
 * @param nearIdentical runs that another stands for
 * @param sampledOut left out by the sample
 * @param unanswered about which the model gave no answer; the next run tries again
 * @param unpaid left when the budget was spent
 */
public record TalkCounts(
    String analyst,
    String methodId,
    long eligible,
    long analysed,
    long patched,
    SortedMap<String, Long> drops,
    long nearIdentical,
    long sampledOut,
    long unanswered,
    long unpaid,
    Spent spent) {}
