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
 * @param analysedTrajectoryId the trajectory that was looked at in this one's stead, as both are
 *     the same but for values; null when it was this one
 * @param category what kind of cause it is; null where the analyst does not say
 * @param model the model that was asked; null where none was
 * @param promptId the version of the model's instructions
 * @param methodId hash of all settings that could change what was found, the seed of the model
 *     among them; null where no model was asked, or an earlier version did not note it
 * @param usage what the analysis took, counted on the trajectory that was looked at
 * @param outcome how the run had ended when it was looked at; null where the corpus says it
 * @param flags what a reader of the patch should know, such as text in the trace that reads like
 *     instructions
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
    List<Edit> edits,
    @Nullable String analysedTrajectoryId,
    @Nullable RootCause category,
    @Nullable Generality generality,
    @Nullable String model,
    @Nullable String promptId,
    @Nullable String methodId,
    @Nullable Usage usage,
    @Nullable Outcome outcome,
    List<String> flags) {

  public Patch {
    evidence = List.copyOf(evidence);
    edits = List.copyOf(edits);
    flags = List.copyOf(flags);
  }

  /**
   * The same patch for a run that is the same as the one that was looked at, but for its words.
   *
   * @param other the other run
   */
  public Patch carriedOver(String other, @Nullable String principal) {
    return new Patch(
        ContentId.of("patch", patchId, other),
        other,
        taskId,
        principal,
        analyst,
        baseSkillId,
        corpusId,
        contrastId,
        grade,
        cause,
        evidence,
        finding,
        edits,
        trajectoryId,
        category,
        generality,
        model,
        promptId,
        methodId,
        usage,
        outcome,
        flags);
  }

  /** What an analyst proposes that asks no model. */
  public Patch(
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
    this(
        patchId,
        trajectoryId,
        taskId,
        principalId,
        analyst,
        baseSkillId,
        corpusId,
        contrastId,
        grade,
        cause,
        evidence,
        finding,
        edits,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }
}
