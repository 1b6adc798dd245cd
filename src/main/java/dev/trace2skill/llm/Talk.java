package dev.trace2skill.llm;

import dev.trace2skill.model.LlmCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A talk that has ended.
 *
 * @param result what it came to; null when it was not brought to its end
 * @param detail why it was not, in one line; empty when it was
 * @param calls rows for the ledger. Two talks may hold the same row of a call that both needed, and
 *     one that an earlier run wrote may be among them: a row counts once for its key.
 */
public record Talk<R>(@Nullable R result, Ending ending, String detail, List<LlmCall> calls) {

  /** How a talk ended. */
  public enum Ending {
    /** It came to its result. */
    DONE,
    /** The next call did not fit into the budget; another run can take it up again. */
    BUDGET,
    /** The model gave no answer, whatever was tried and within the time there was. */
    UNANSWERED,
    /** The answer is not in the journal, and nothing may be asked. */
    NOT_RECORDED,
    /** No request will be answered before the user mends something. */
    MISCONFIGURED
  }

  public Talk {
    calls = List.copyOf(calls);
  }
}
