package dev.trace2skill.testing;

import dev.trace2skill.testing.Faults.Fate;
import java.util.HashMap;
import java.util.Map;

/** Counts for a {@link ModelServer} while it works. */
final class ModelTally {

  private final Map<Fate, Long> fates = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Integer> billed = new HashMap<>();
  private long received;
  private long rejected;
  private long inputTokens;
  private long outputTokens;
  private long lostInputTokens;
  private long lostOutputTokens;

  /** How often the request came before. */
  synchronized int received(String hash) {
    received++;
    return seen.merge(hash, 1, Integer::sum) - 1;
  }

  synchronized void rejected() {
    rejected++;
  }

  synchronized void unbilled(Fate fate) {
    fates.merge(fate, 1L, Long::sum);
  }

  /** Counted before an answer is written, so that who reads it finds it counted. */
  synchronized void answered(String hash, long input, long output) {
    billed.merge(hash, 1, Integer::sum);
    fates.merge(Fate.ANSWERED, 1L, Long::sum);
    inputTokens += input;
    outputTokens += output;
  }

  /** Of one that was answered: nobody took it. */
  synchronized void lost(long input, long output) {
    fates.merge(Fate.ANSWERED, -1L, Long::sum);
    fates.merge(Fate.CUT_AFTER, 1L, Long::sum);
    inputTokens -= input;
    outputTokens -= output;
    lostInputTokens += input;
    lostOutputTokens += output;
  }

  synchronized ModelCounts counts() {
    return new ModelCounts(
        received,
        count(Fate.RATE_LIMITED),
        count(Fate.OVERLOADED),
        rejected,
        count(Fate.CUT_BEFORE),
        count(Fate.CUT_AFTER),
        count(Fate.ANSWERED),
        inputTokens,
        outputTokens,
        lostInputTokens,
        lostOutputTokens,
        seen,
        billed);
  }

  private long count(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }
}
