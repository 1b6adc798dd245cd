package dev.trace2skill;

import static dev.trace2skill.store.Tables.SKILL_BASES;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.analyze.AnalyzeSettings;
import dev.trace2skill.analyze.AnalyzeStage;
import dev.trace2skill.analyze.ContrastSettings;
import dev.trace2skill.analyze.Forecast;
import dev.trace2skill.analyze.Replication;
import dev.trace2skill.consolidate.ConsolidateModels;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.consolidate.Proposers;
import dev.trace2skill.gate.GateStage;
import dev.trace2skill.gate.Holdout;
import dev.trace2skill.gate.SplitSettings;
import dev.trace2skill.gate.Splits;
import dev.trace2skill.gate.TemporalStage;
import dev.trace2skill.gate.Timeline;
import dev.trace2skill.ingest.IngestCounts;
import dev.trace2skill.ingest.IngestRequest;
import dev.trace2skill.ingest.IngestStage;
import dev.trace2skill.ingest.OutcomePolicy;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillBase;
import dev.trace2skill.publish.BaseSkill;
import dev.trace2skill.publish.PublishStage;
import dev.trace2skill.publish.SkillHome;
import dev.trace2skill.publish.Verdicts;
import dev.trace2skill.rollout.RolloutSettings;
import dev.trace2skill.rollout.RolloutStage;
import dev.trace2skill.spi.SkillFormat;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The whole flow, stage by stage: what the command line and notebooks call.
 *
 * @param holdout what is kept from those who learn; null when nothing is
 * @param runId what the rows that are written name as their run
 * @param startedAt when the run began, for a budget of time
 */
public record Pipeline(
    Warehouse warehouse,
    SkillFormat format,
    @Nullable Holdout holdout,
    String runId,
    Instant startedAt,
    Clock clock) {

  /** {@code trace files -> trajectories, tasks, rejects, ingested_files}. */
  public IngestCounts ingest(
      IngestRequest request, OutcomeSettings outcomes, IngestStage.Listener listener) {
    return new IngestStage(warehouse, outcomes, runId).run(request, listener);
  }

  /** {@code tasks -> trajectories, llm_calls}. */
  public RolloutStage.Counts rollout(
      RolloutSettings settings,
      OutcomeSettings outcomes,
      Dataset<Row> tasks,
      RolloutStage.Listener listener) {
    OutcomePolicy policy = new OutcomePolicy(outcomes);
    return new RolloutStage(warehouse, settings, policy::decide, runId).run(tasks, listener);
  }

  /** The skill that evolution of the skill in a place starts from. */
  public Skill base(SkillHome home, @Nullable String description) throws IOException {
    return BaseSkill.of(warehouse, format, home, description);
  }

  /** {@code trajectories -> contrasts, llm_calls, analyses, coverage, patches}. */
  public AnalyzeStage.Counts analyze(AnalyzeSettings settings, String name, Skill base) {
    remember(name, base);
    return analysts(settings, name).run(base, runId, startedAt);
  }

  /** What {@link #analyze} would take of a model, nothing of it spent. */
  public List<Forecast> plan(AnalyzeSettings settings, String name, Skill base) {
    return analysts(settings, name).plan(base, runId, startedAt);
  }

  private AnalyzeStage analysts(AnalyzeSettings settings, String name) {
    SkillFormat rules = format;
    return new AnalyzeStage(learning(), settings, skill -> rules.check(name, skill));
  }

  /** The labelled trajectories as they are now, as an id. */
  public String corpusId(ContrastSettings settings) {
    return AnalyzeStage.corpusId(learning(), settings);
  }

  /**
   * {@code patches -> edits, lessons, edit_support, conflicts, skill_versions, skill_lines}.
   *
   * @param proposers whose patches count
   * @param corpusId the labelled trajectories as they are now
   */
  public ConsolidateStage.Result consolidate(
      ConsolidateSettings settings,
      ConsolidateModels models,
      Proposers proposers,
      String name,
      Skill base,
      String corpusId) {
    remember(name, base);
    return consolidation(settings, models).run(proposers, name, base, corpusId);
  }

  /** The consolidation itself, which can also say what it would make or take. */
  public ConsolidateStage consolidation(ConsolidateSettings settings, ConsolidateModels models) {
    return new ConsolidateStage(learning(), format, settings, models, runId, startedAt);
  }

  /** Of some tasks, or of their runs, those that may be learnt from. */
  public Dataset<Row> learnable(Dataset<Row> rows) {
    return holdout == null ? rows : new Splits(warehouse, holdout.split()).learning().apply(rows);
  }

  /** The tables, of whose runs only those of tasks that are not held out are seen. */
  private Warehouse learning() {
    return holdout == null ? warehouse : warehouse.seeing(holdout.learning(warehouse));
  }

  /**
   * {@code tasks -> trajectories, llm_calls}, with several skills in turn.
   *
   * @param arms how tasks are tried with each skill; the rest of the settings is the same
   */
  public RolloutStage.Compared compare(
      List<RolloutSettings> arms,
      OutcomeSettings outcomes,
      Dataset<Row> tasks,
      RolloutStage.Listener listener) {
    OutcomePolicy policy = new OutcomePolicy(outcomes);
    return new RolloutStage(warehouse, arms, policy::decide, runId).compare(tasks, listener);
  }

  /**
   * {@code skill_versions, tasks -> verdicts, openings}.
   *
   * @param openedBy the user, for the record of the sealed tasks
   */
  public GateStage gate(String openedBy) {
    SplitSettings how = holdout == null ? SplitSettings.NAMED : holdout.split();
    return new GateStage(warehouse, new Splits(warehouse, how), openedBy, runId, clock);
  }

  /**
   * {@code lessons, contrasts -> verdicts, overrides}.
   *
   * @param unjudged whether lessons may go out that no records can show
   */
  public TemporalStage temporal(boolean unjudged) {
    return new TemporalStage(warehouse, unjudged, runId, clock);
  }

  /** How features did in the runs that a timeline keeps from those who learn. */
  public TemporalStage.Seen replicate(Timeline timeline, List<String> features) {
    Timeline.Cut cut = timeline.cut(warehouse);
    Replication found =
        Replication.of(
            cut.later(warehouse.currentTrajectories()),
            learning().currentTrajectories().select("task_id"),
            features);
    return new TemporalStage.Seen(found.all(), found.onNewTasks(), cut.label());
  }

  /** Notes that patches to a base are patches to a skill. */
  private void remember(String name, Skill base) {
    boolean known =
        !warehouse
            .read(SKILL_BASES)
            .where(col("skill_name").equalTo(name).and(col("base_skill_id").equalTo(base.id())))
            .isEmpty();
    if (!known) {
      warehouse.append(SKILL_BASES, List.of(new SkillBase(name, base.id(), base.files())));
    }
  }

  /** {@code skill_versions -> the skill's place, publications}. */
  public PublishStage publisher(SkillHome home, Verdicts verdicts) {
    return new PublishStage(warehouse, home, verdicts, clock);
  }
}
