package dev.trace2skill.analyze;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Generality;
import dev.trace2skill.model.Trajectory;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No lesson without a verified cause: what has to hold before a claim becomes a finding. */
record QualityGate(Case c, SkillRules rules, GroundTruthValues secret) {

  /** Why a claim has no ground to stand on, whatever verifies it; null when it has. */
  Notes.@Nullable Refusal unfounded(Claim claim) {
    if (claim.generality() == Generality.TASK) {
      return new Notes.Refusal(Drop.TASK_SPECIFIC, "it holds for this task alone");
    }
    Optional<String> evidence = CitedSteps.problem("run", c.run(), claim.evidence());
    if (evidence.isPresent()) {
      return new Notes.Refusal(Drop.NO_EVIDENCE, evidence.get());
    }
    return claim.cause().isBlank() ? new Notes.Refusal(Drop.NO_CAUSE, "no cause is named") : null;
  }

  /** Why a claim's words and edits cannot enter a skill; null when they can. */
  Notes.@Nullable Refusal unfit(Claim claim) {
    if (secret.toldIn(claim.cause()).isPresent()) {
      return new Notes.Refusal(
          Drop.LEAKED_GROUND_TRUTH, "the cause tells a value of the ground truth");
    }
    if (claim.edits().isEmpty()) {
      return new Notes.Refusal(Drop.NO_EDIT, "no edit is proposed");
    }
    Trial trial = Trial.of(c.base(), claim.edits(), rules, secret);
    return trial.drop() == null
        ? null
        : new Notes.Refusal(trial.drop(), secret.masked(String.join("; ", trial.problems())));
  }

  /**
   * Why a cause that only an evaluator can verify is not verified; null when it is.
   *
   * @param notes what the evaluator accepted
   */
  Notes.@Nullable Refusal unproven(Claim claim, Notes notes) {
    if (notes.proofs().isEmpty()) {
      return notes.copied()
          ? new Notes.Refusal(
              Drop.COPIED_GROUND_TRUTH,
              "the only accepted correction has values that the run could not have known")
          : new Notes.Refusal(
              Drop.UNVERIFIED, "no correction of the run was accepted by the evaluator");
    }
    Set<Integer> cited = new HashSet<>(claim.evidence());
    return notes.proofs().stream().anyMatch(cited::containsAll)
        ? null
        : new Notes.Refusal(
            Drop.NO_EVIDENCE,
            "the evidence lacks steps that the accepted correction changes: "
                + notes.provenSteps().stream().sorted().toList());
  }

  /** Why a success of the same task does not verify the cause; null when it does. */
  Notes.@Nullable Refusal uncontrasted(Claim claim) {
    Trajectory success = c.contrast();
    if (success == null) {
      return new Notes.Refusal(
          Drop.UNVERIFIED,
          "no evaluator measures the failure, and no success of the task is known");
    }
    List<Integer> cited = claim.contrastEvidence();
    Optional<String> problem = CitedSteps.problem("success", success, cited);
    if (problem.isPresent()) {
      return new Notes.Refusal(Drop.NO_EVIDENCE, problem.get());
    }
    return CitedSteps.differ(c.run(), claim.evidence(), success, cited)
        ? null
        : new Notes.Refusal(
            Drop.NO_EVIDENCE, "the named steps do not differ between the run and the success");
  }
}
