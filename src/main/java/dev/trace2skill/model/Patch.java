package dev.trace2skill.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one analyst proposes after one trajectory: a cause, the evidence for it, and edits that
 * apply to the base skill.
 *
 * @param baseSkillId the skill that the edits apply to
 * @param corpusId the set of trajectories that the finding was tested on; null for an analyst that
 *     sees one trajectory at a time
 * @param cause what separates this run from the runs that ended differently
 * @param contrastId the tested feature behind the finding; null for an analyst that tests none
 * @param evidence indexes of the steps that show it
 * @param finding the numbers behind the finding, as one phrase
 */
public record Patch(
    String patchId,
    String trajectoryId,
    String taskId,
    @Nullable String principalId,
    String analyst,
    String baseSkillId,
    @Nullable String corpusId,
    @Nullable String contrastId,
    Grade grade,
    String cause,
    List<Integer> evidence,
    @Nullable String finding,
    List<Edit> edits) {

  public Patch {
    evidence = List.copyOf(evidence);
    edits = List.copyOf(edits);
  }
}
