package dev.trace2skill.rollout;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.store.JournalJson;
import java.util.List;
import java.util.Optional;

/**
 * A run in the journal.
 *
 * @param version of this record
 * @param trajectory without secrets, and not yet decided
 * @param calls rows of the ledger of the job that made the run
 */
record RolloutEntry(int version, Trajectory trajectory, long redactions, List<LlmCall> calls) {

  private static final int VERSION = 1;

  static RolloutEntry of(Trajectory trajectory, long redactions, List<LlmCall> calls) {
    return new RolloutEntry(VERSION, trajectory, redactions, List.copyOf(calls));
  }

  String json() {
    return JournalJson.write(this);
  }

  static Optional<RolloutEntry> parse(String json) {
    return JournalJson.read(json, RolloutEntry.class).filter(e -> e.version == VERSION);
  }
}
