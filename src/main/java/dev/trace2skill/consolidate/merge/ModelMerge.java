package dev.trace2skill.consolidate.merge;

import static dev.trace2skill.store.Tables.LLM_CALLS;

import dev.trace2skill.consolidate.merge.Front.Asked;
import dev.trace2skill.consolidate.merge.Merging.Outcome;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Providers;
import dev.trace2skill.llm.RunLedger;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Usage;
import dev.trace2skill.model.UserError;
import dev.trace2skill.skill.Tokens;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.store.Journal;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;

/**
 * {@code groups -> llm_calls}: a merge within the limits of a run, whose questions are rows of the
 * ledger. Runs on the driver, where one thread waits for many calls: what is merged is small by
 * construction.
 */
public final class ModelMerge {

  private static final String STAGE = "consolidate";

  /** What a model writes, in tokens: so many in any case, and so many for each group. */
  private static final int WRITTEN = 40;

  private static final int WRITTEN_A_GROUP = 12;

  private final Warehouse warehouse;
  private final LlmSettings llm;
  private final MergeSettings settings;
  private final BiPredicate<Edit, Edit> mayMerge;
  private final String runId;
  private final Instant startedAt;

  /**
   * @param mayMerge see {@link Merging}
   * @param startedAt when the run began, for a budget of time
   */
  public ModelMerge(
      Warehouse warehouse,
      LlmSettings llm,
      MergeSettings settings,
      BiPredicate<Edit, Edit> mayMerge,
      String runId,
      Instant startedAt) {
    this.warehouse = warehouse;
    this.llm = llm;
    this.settings = settings;
    this.mayMerge = mayMerge;
    this.runId = runId;
    this.startedAt = startedAt;
  }

  /**
   * Merges groups as far as the budget goes.
   *
   * @throws UserError when the user has to mend something before any question is answered, or when
   *     an answer is missing that may not be asked for; what was paid for is stored by then
   */
  public Merged run(List<Group> groups, Skill base) {
    Budget left = new RunLedger(warehouse, runId).left(llm.budget(), startedAt, Instant.now());
    Outcome outcome = ask(groups, base, llm.within(left));
    Set<List<Object>> keys = new HashSet<>();
    List<LlmCall> calls =
        outcome.asked().stream()
            .flatMap(asked -> asked.talk().calls().stream())
            .filter(c -> keys.add(List.of(c.callId(), c.runId(), c.subjectId(), c.fromJournal())))
            .toList();
    warehouse.append(LLM_CALLS, calls);
    complain(outcome);
    return outcome.merged();
  }

  /** What {@link #run} would come to by the answers that are paid for, nothing asked or stored. */
  public Merged preview(List<Group> groups, Skill base) {
    return ask(groups, base, llm.within(Budget.UNLIMITED).replaying()).merged();
  }

  /** What {@link #run} would take. The tree is followed through the journal as far as it goes. */
  public MergeForecast plan(List<Group> groups, Skill base) {
    List<Asked> asked = ask(groups, base, llm.within(Budget.UNLIMITED).replaying()).asked();
    List<LLMRequest> missing =
        asked.stream()
            .filter(a -> a.talk().ending() == Ending.NOT_RECORDED)
            .map(Asked::request)
            .toList();
    long input = missing.stream().mapToLong(r -> Tokens.of(r.json())).sum();
    long output = missing.stream().mapToLong(this::written).sum();
    return new MergeForecast(
        asked.size() - missing.size(),
        missing.size(),
        input,
        output,
        llm.prices() == null
            ? null
            : llm.prices().cost(new Usage(input, output, null, null, null)));
  }

  private long written(LLMRequest request) {
    long shown = request.messages().stream().map(LLMMessage::text).flatMap(String::lines).count();
    return Math.min(llm.sampling().maxOutputTokens(), WRITTEN + WRITTEN_A_GROUP * shown);
  }

  private Outcome ask(List<Group> groups, Skill base, LlmSettings within) {
    Merging merging = new Merging(settings, llm.sampling(), base, mayMerge);
    try (Talks talks =
        Talks.open(
            Providers.of(llm.endpoint().protocol()),
            within,
            Journal.of(warehouse),
            runId,
            STAGE,
            within.share(1))) {
      return merging.start(groups, Merging.asking(talks, base)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while groups were merged", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private static void complain(Outcome outcome) {
    Optional<Asked> misconfigured =
        outcome.asked().stream().filter(a -> a.talk().ending() == Ending.MISCONFIGURED).findFirst();
    if (misconfigured.isPresent()) {
      throw new UserError(misconfigured.get().talk().detail());
    }
    long missing =
        outcome.asked().stream().filter(a -> a.talk().ending() == Ending.NOT_RECORDED).count();
    if (missing > 0) {
      throw new UserError(
          "replay: %d merge questions need answers that are not in the journal".formatted(missing));
    }
  }
}
