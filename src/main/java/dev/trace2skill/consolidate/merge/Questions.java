package dev.trace2skill.consolidate.merge;

import static dev.trace2skill.store.Tables.LLM_CALLS;

import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Providers;
import dev.trace2skill.llm.RunLedger;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Journal;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Questions that consolidation asks a model: within the limits of a run, each a row of the ledger.
 * They are asked on the driver, where one thread waits for many calls: what they are about is small
 * by construction.
 *
 * @param startedAt when the run began, for a budget of time
 */
record Questions(Warehouse warehouse, LlmSettings llm, String runId, Instant startedAt) {

  private static final String STAGE = "consolidate";

  /** Asks as far as the budget of the run goes. */
  <T> T ask(Function<Talks, CompletableFuture<T>> asking) {
    Budget left = new RunLedger(warehouse, runId).left(llm.budget(), startedAt, Instant.now());
    return hold(llm.within(left), asking);
  }

  /** Asks the journal alone, and whatever it takes. */
  <T> T lookUp(Function<Talks, CompletableFuture<T>> asking) {
    return hold(llm.within(Budget.UNLIMITED).replaying(), asking);
  }

  private <T> T hold(LlmSettings within, Function<Talks, CompletableFuture<T>> asking) {
    try (Talks talks =
        Talks.open(
            Providers.of(llm.endpoint().protocol()),
            within,
            Journal.of(warehouse),
            runId,
            STAGE,
            within.share(1))) {
      return asking.apply(talks).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a model was asked", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /**
   * Puts what was asked into the ledger.
   *
   * @throws UserError when the user has to mend something before any question is answered, or when
   *     an answer is missing that may not be asked for
   */
  void record(Collection<? extends Talk<?>> talks) {
    Set<List<Object>> keys = new HashSet<>();
    List<LlmCall> calls =
        talks.stream()
            .flatMap(talk -> talk.calls().stream())
            .filter(c -> keys.add(List.of(c.callId(), c.runId(), c.subjectId(), c.fromJournal())))
            .toList();
    warehouse.append(LLM_CALLS, calls);
    Optional<String> misconfigured =
        talks.stream()
            .filter(talk -> talk.ending() == Ending.MISCONFIGURED)
            .map(talk -> talk.detail())
            .findFirst();
    if (misconfigured.isPresent()) {
      throw new UserError(misconfigured.get());
    }
    long missing = talks.stream().filter(t -> t.ending() == Ending.NOT_RECORDED).count();
    if (missing > 0) {
      throw new UserError(
          "replay: %d questions about lessons need answers that are not in the journal"
              .formatted(missing));
    }
  }
}
