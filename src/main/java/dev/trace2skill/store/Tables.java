package dev.trace2skill.store;

import dev.trace2skill.model.Analysis;
import dev.trace2skill.model.Attribution;
import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.Consideration;
import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Coverage;
import dev.trace2skill.model.EditSupport;
import dev.trace2skill.model.IngestedFile;
import dev.trace2skill.model.Label;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Opening;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.PatchEdit;
import dev.trace2skill.model.PlantedCause;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Reject;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.SkillBase;
import dev.trace2skill.model.SkillLine;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Supersession;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TraceFile;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Verdict;
import java.util.List;

/** Every table, in the order in which the data flows through them. */
public final class Tables {

  public static final Table<Task> TASKS = Table.of("tasks", Task.class, "task_id");
  public static final Table<Trajectory> TRAJECTORIES =
      Table.of("trajectories", Trajectory.class, "trajectory_id");
  public static final Table<Reject> REJECTS = Table.of("rejects", Reject.class, "reject_id");
  public static final Table<IngestedFile> INGESTED_FILES =
      Table.of("ingested_files", IngestedFile.class, "file_id", "status");
  public static final Table<TraceFile> TRACE_FILES =
      Table.of("trace_files", TraceFile.class, "format", "trace", "uri");
  public static final Table<Supersession> SUPERSESSIONS =
      Table.of("supersessions", Supersession.class, "trajectory_id");
  public static final Table<Label> LABELS = Table.of("labels", Label.class, "label_id");
  public static final Table<Attribution> ATTRIBUTIONS =
      Table.of("attributions", Attribution.class, "trajectory_id", "skill_name", "routes_id");
  public static final Table<Consideration> CONSIDERATIONS =
      Table.of("considerations", Consideration.class, "skill_name", "trajectory_id");
  public static final Table<PlantedCause> PLANTED_CAUSES =
      Table.of("planted_causes", PlantedCause.class, "cause_id");
  public static final Table<SkillBase> SKILL_BASES =
      Table.of("skill_bases", SkillBase.class, "skill_name", "base_skill_id");
  public static final Table<Contrast> CONTRASTS =
      Table.of("contrasts", Contrast.class, "contrast_id");
  public static final Table<LlmCall> LLM_CALLS =
      Table.of("llm_calls", LlmCall.class, "call_id", "run_id", "subject_id", "from_journal");
  public static final Table<Analysis> ANALYSES =
      Table.of("analyses", Analysis.class, "analysis_id");
  public static final Table<Coverage> COVERAGE =
      Table.of("coverage", Coverage.class, "run_id", "analyst", "trajectory_id");
  public static final Table<Patch> PATCHES = Table.of("patches", Patch.class, "patch_id");
  public static final Table<PatchEdit> EDITS = Table.of("edits", PatchEdit.class, "edit_id");
  public static final Table<EditSupport> EDIT_SUPPORT =
      Table.of("edit_support", EditSupport.class, "consolidation_id", "edit_id");
  public static final Table<LessonOverride> OVERRIDES =
      Table.of("overrides", LessonOverride.class, "override_id");
  public static final Table<Lesson> LESSONS =
      Table.of("lessons", Lesson.class, "consolidation_id", "lesson_id");
  public static final Table<Conflict> CONFLICTS =
      Table.of("conflicts", Conflict.class, "conflict_id");
  public static final Table<SkillVersion> SKILL_VERSIONS =
      Table.of("skill_versions", SkillVersion.class, "skill_version_id");
  public static final Table<SkillLine> SKILL_LINES =
      Table.of("skill_lines", SkillLine.class, "skill_version_id", "file", "line_number");
  public static final Table<Opening> OPENINGS = Table.of("openings", Opening.class, "opening_id");
  public static final Table<Verdict> VERDICTS = Table.of("verdicts", Verdict.class, "verdict_id");
  public static final Table<Publication> PUBLICATIONS =
      Table.of("publications", Publication.class, "publication_id");
  public static final Table<Run> RUNS = Table.of("runs", Run.class, "run_id");

  public static final List<Table<?>> ALL =
      List.of(
          TASKS,
          TRAJECTORIES,
          REJECTS,
          INGESTED_FILES,
          TRACE_FILES,
          SUPERSESSIONS,
          LABELS,
          ATTRIBUTIONS,
          CONSIDERATIONS,
          PLANTED_CAUSES,
          SKILL_BASES,
          CONTRASTS,
          LLM_CALLS,
          ANALYSES,
          COVERAGE,
          PATCHES,
          EDITS,
          OVERRIDES,
          EDIT_SUPPORT,
          LESSONS,
          CONFLICTS,
          SKILL_VERSIONS,
          SKILL_LINES,
          OPENINGS,
          VERDICTS,
          PUBLICATIONS,
          RUNS);

  private Tables() {}
}
