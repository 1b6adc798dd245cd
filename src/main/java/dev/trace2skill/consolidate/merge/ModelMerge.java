package dev.trace2skill.consolidate.merge;

import dev.trace2skill.consolidate.merge.Front.Asked;
import dev.trace2skill.consolidate.merge.Merging.Outcome;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.UserError;
import dev.trace2skill.skill.Tokens;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/**
 * {@code groups -> llm_calls}: a merge within the limits of a run, whose questions are rows of the
 * ledger.
 */
public final class ModelMerge {

  /** What a model writes, in tokens: so many in any case, and so many for each group. */
  private static final int WRITTEN = 40;

  private static final int WRITTEN_A_GROUP = 12;

  private final Questions questions;
  private final LlmSettings llm;
  private final MergeSettings settings;
  private final BiPredicate<Edit, Edit> mayMerge;

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
    this.questions = new Questions(warehouse, llm, runId, startedAt);
    this.llm = llm;
    this.settings = settings;
    this.mayMerge = mayMerge;
  }

  /**
   * Merges groups as far as the budget goes.
   *
   * @throws UserError when the user has to mend something before any question is answered, or when
   *     an answer is missing that may not be asked for; what was paid for is stored by then
   */
  public Merged run(List<Group> groups, Skill base) {
    Outcome outcome = questions.ask(talks -> asked(groups, base, talks));
    questions.record(outcome.asked().stream().map(Asked::talk).toList());
    return outcome.merged();
  }

  /** What {@link #run} would come to by the answers that are paid for, nothing asked or stored. */
  public Merged preview(List<Group> groups, Skill base) {
    return questions.lookUp(talks -> asked(groups, base, talks)).merged();
  }

  /** What {@link #run} would take. The tree is followed through the journal as far as it goes. */
  public MergeForecast plan(List<Group> groups, Skill base) {
    List<Asked> asked = questions.lookUp(talks -> asked(groups, base, talks)).asked();
    List<LLMRequest> missing =
        asked.stream()
            .filter(a -> a.talk().ending() == Ending.NOT_RECORDED)
            .map(Asked::request)
            .toList();
    long input = missing.stream().mapToLong(r -> Tokens.of(r.json())).sum();
    long output = missing.stream().mapToLong(this::written).sum();
    return MergeForecast.of(llm, asked.size() - missing.size(), missing.size(), input, output);
  }

  private CompletableFuture<Outcome> asked(List<Group> groups, Skill base, Talks talks) {
    return new Merging(settings, llm.sampling(), base, mayMerge)
        .start(groups, Merging.asking(talks, base));
  }

  private long written(LLMRequest request) {
    long shown = request.messages().stream().map(LLMMessage::text).flatMap(String::lines).count();
    return Math.min(llm.sampling().maxOutputTokens(), WRITTEN + WRITTEN_A_GROUP * shown);
  }
}
