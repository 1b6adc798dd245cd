package dev.trace2skill.analyze;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Skill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trajectory that supports a feature, with what its patch needs. */
public record Support(
    String trajectoryId,
    String taskId,
    @Nullable String principalId,
    List<Integer> steps,
    String feature,
    String contrastId,
    String corpusId,
    Grade grade,
    String finding,
    String section,
    String lesson) {

  public Support {
    steps = List.copyOf(steps);
  }

  Patch patch(String baseSkillId) {
    return new Patch(
        ContentId.of("patch", ContrastAnalyst.NAME, baseSkillId, contrastId, trajectoryId),
        trajectoryId,
        taskId,
        principalId,
        ContrastAnalyst.NAME,
        baseSkillId,
        corpusId,
        contrastId,
        grade,
        feature,
        steps,
        finding,
        List.of(Edit.append(Skill.MAIN_FILE, section, lesson)));
  }
}
