package dev.trace2skill.analyze;

import dev.trace2skill.model.Analysis;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import org.jspecify.annotations.Nullable;

/** One analyst's look at one run, as rows of the tables. */
record Looked(Analyst analyst, String baseSkillId, String model, Trajectory run) {

  Analysis analysis(Finding finding, Usage usage) {
    return new Analysis(
        id("analysis"),
        run.trajectoryId(),
        run.taskId(),
        analyst.name(),
        baseSkillId,
        analyst.methodId(),
        analyst.promptId(),
        model,
        finding.drop(),
        finding.detail(),
        finding.turns(),
        usage,
        finding.flags());
  }

  /** The patch; null where nothing is proposed. */
  @Nullable Patch patch(Finding finding, Usage usage) {
    if (finding.grade() == null) {
      return null;
    }
    return new Patch(
        id("patch"),
        run.trajectoryId(),
        run.taskId(),
        run.principalId(),
        analyst.name(),
        baseSkillId,
        null,
        null,
        finding.grade(),
        finding.cause(),
        finding.evidence(),
        null,
        finding.edits(),
        null,
        finding.category(),
        finding.generality(),
        model,
        analyst.promptId(),
        analyst.methodId(),
        usage,
        run.outcome(),
        finding.flags());
  }

  private String id(String kind) {
    return ContentId.of(
        kind,
        analyst.name(),
        baseSkillId,
        analyst.methodId(),
        analyst.promptId(),
        model,
        run.trajectoryId());
  }
}
