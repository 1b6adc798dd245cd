package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static dev.trace2skill.store.Tables.PATCHES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.trace2skill.model.Skill;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** {@code trajectories -> contrasts, llm_calls, analyses, coverage, patches}. */
public final class AnalyzeStage {

  /** The analysts that ask a model. */
  public static final List<String> ASKING = List.of(ErrorAnalyst.NAME, SuccessAnalyst.NAME);

  /** Every analyst there is. */
  public static final List<String> ANALYSTS =
      List.of(ContrastAnalyst.NAME, ErrorAnalyst.NAME, SuccessAnalyst.NAME);

  private final Warehouse warehouse;
  private final AnalyzeSettings settings;
  private final SkillRules rules;
  private final ContrastAnalyst contrast;

  /**
   * @param rules of the format that the skill is written in
   */
  public AnalyzeStage(Warehouse warehouse, AnalyzeSettings settings, SkillRules rules) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.rules = rules;
    this.contrast = new ContrastAnalyst(warehouse, settings.contrast());
  }

  /**
   * What an analysis found.
   *
   * @param corpusId the labelled trajectories that it looked at
   * @param tested features tested for separating success from failure
   * @param patches of the contrast analyst
   * @param talks one for each analyst that asks a model
   */
  public record Counts(
      String corpusId,
      long labelled,
      long tested,
      long established,
      long grounded,
      long patches,
      List<TalkCounts> talks) {

    public Counts {
      talks = List.copyOf(talks);
    }

    /** Whether the budget was spent before everything was looked at. */
    public boolean stoppedOnBudget() {
      return talks.stream().anyMatch(t -> t.unpaid() > 0);
    }
  }

  /** The labelled trajectories as they are now, as an id. */
  public static String corpusId(Warehouse warehouse, ContrastSettings settings) {
    return new ContrastAnalyst(warehouse, settings).corpusId();
  }

  /**
   * Lets each analyst propose patches to the base skill.
   *
   * @param startedAt when the run began, for a budget of time
   */
  public Counts run(Skill base, String runId, Instant startedAt) {
    String corpusId = contrast.corpusId();
    long labelled = contrast.labelled().count();
    if (labelled == 0) {
      return new Counts(corpusId, 0, 0, 0, 0, 0, List.of());
    }
    boolean contrasts = settings.analysts().contains(ContrastAnalyst.NAME);
    if (contrasts) {
      contrast.run(corpusId, base.id());
    }
    List<TalkCounts> talks = new ArrayList<>();
    for (Analyst analyst : asking()) {
      talks.add(talk(analyst, base, runId, startedAt).run());
    }
    return contrasts
        ? counts(corpusId, labelled, base.id(), talks)
        : new Counts(corpusId, labelled, 0, 0, 0, 0, talks);
  }

  /** What the analysts that ask a model would take, nothing of it spent. */
  public List<Forecast> plan(Skill base, String runId, Instant startedAt) {
    return asking().stream().map(a -> talk(a, base, runId, startedAt).plan()).toList();
  }

  private Counts counts(
      String corpusId, long labelled, String baseSkillId, List<TalkCounts> talks) {
    Column stands = col("folded_into").isNull();
    Row tested =
        warehouse
            .read(CONTRASTS)
            .where(col("corpus_id").equalTo(corpusId))
            .agg(
                count(lit(1)),
                count_if(col("grade").equalTo("established").and(stands)),
                count_if(col("grade").equalTo("grounded").and(stands)))
            .first();
    long patches =
        warehouse
            .read(PATCHES)
            .where(
                col("corpus_id").equalTo(corpusId).and(col("base_skill_id").equalTo(baseSkillId)))
            .count();
    return new Counts(
        corpusId,
        labelled,
        tested.getLong(0),
        tested.getLong(1),
        tested.getLong(2),
        patches,
        talks);
  }

  /** The analysts that ask a model, in a fixed order. */
  private List<Analyst> asking() {
    ModelSettings model = settings.model();
    if (model == null) {
      return List.of();
    }
    Map<String, Analyst> all = new LinkedHashMap<>();
    all.put(
        ErrorAnalyst.NAME,
        new ErrorAnalyst(model.talk(), Evaluators.all(), model.llm().sampling(), rules));
    all.put(SuccessAnalyst.NAME, new SuccessAnalyst(model.talk(), model.llm().sampling(), rules));
    return all.entrySet().stream()
        .filter(e -> settings.analysts().contains(e.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private ModelAnalysis talk(Analyst analyst, Skill base, String runId, Instant startedAt) {
    return new ModelAnalysis(
        warehouse, Objects.requireNonNull(settings.model()), analyst, base, runId, startedAt);
  }
}
