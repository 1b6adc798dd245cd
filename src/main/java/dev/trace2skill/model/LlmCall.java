package dev.trace2skill.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One question to a model in one run, whether its answer was paid for now or stood in the journal.
 * The rows of a run that were not served from the journal add up to what the run was billed.
 *
 * @param callId hash of everything that can change the answer
 * @param runId the run that asked
 * @param subjectId what the question was about: a trajectory, or a group of edits
 * @param purpose who asked: an analyst, or a step of consolidation
 * @param turn place in the talk, from 0
 * @param model the model that was asked
 * @param promptId the version of the instructions
 * @param fromJournal whether the answer stood in the journal, and cost nothing now
 * @param requestCount requests that were sent for it, those that failed included
 * @param overloadedCount of which the provider answered that it has too much to do
 * @param usage what the provider counted, and the cost by its price list; what a failed request
 *     cost is not known and not in it
 * @param latencyMillis from the first request to the answer, waits included
 * @param error why there is no answer; null when there is one
 * @param answeredAt when the answer came, or the last failure
 */
public record LlmCall(
    String callId,
    String runId,
    String subjectId,
    String stage,
    String purpose,
    int turn,
    String provider,
    String model,
    String promptId,
    boolean fromJournal,
    int requestCount,
    int overloadedCount,
    @Nullable Usage usage,
    long latencyMillis,
    @Nullable String error,
    Instant answeredAt) {}
