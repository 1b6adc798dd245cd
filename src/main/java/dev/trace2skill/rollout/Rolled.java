package dev.trace2skill.rollout;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.store.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an order.
 *
 * @param detail why there is no trajectory that counts, in one line
 * @param redactions how many values were replaced
 */
public record Rolled(
    String rolloutId,
    State state,
    String detail,
    boolean fromJournal,
    @Nullable Trajectory trajectory,
    long redactions,
    List<LlmCall> calls) {

  static final Table<Rolled> ROLLED = Table.of("rolled", Rolled.class, "rollout_id");

  /** How far it came. */
  public enum State {
    /** It was carried out, however it went. */
    DONE,
    /** It broke down as often as it may, by no fault of the agent's. */
    INFRA,
    /** The next question to the model did not fit into the budget. */
    BUDGET,
    /** The user has to mend something before anything can be run. */
    MISCONFIGURED,
    /** What it left cannot be searched for secrets, so that nothing of it may be stored. */
    UNSCANNABLE
  }

  public Rolled {
    calls = List.copyOf(calls);
  }
}
