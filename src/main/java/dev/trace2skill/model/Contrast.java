package dev.trace2skill.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature of trajectories, tested for separating success from failure.
 *
 * @param corpusId the set of labelled trajectories it was tested on
 * @param family differences from the ground truth, or contrasts inside a task
 * @param feature the feature's key, e.g. {@code before:verify_identity>issue_refund}
 * @param failureCount failed trajectories that have the feature
 * @param successCount successful trajectories that have it
 * @param failureTaskCount distinct tasks among the failed trajectories that have it
 * @param successTaskCount distinct tasks among the successful trajectories that have it
 * @param failureTotal failed trajectories in which it could occur
 * @param successTotal successful trajectories in which it could occur
 * @param riskDifference failure rate with the feature minus without it, stratified by task
 * @param riskLow lower end of the 95 % interval of {@code riskDifference}
 * @param riskHigh upper end
 * @param pValue two-sided Cochran-Mantel-Haenszel, or one-sided Fisher for the ground-truth family
 * @param qValue Benjamini-Hochberg over all features of the family tested on the corpus
 * @param foldedInto the stronger feature that explains this one; null when none does
 * @param lesson what an agent should do; null when the feature makes no lesson
 */
public record Contrast(
    String contrastId,
    String corpusId,
    Family family,
    String feature,
    long failureCount,
    long successCount,
    long failureTaskCount,
    long successTaskCount,
    long failureTotal,
    long successTotal,
    @Nullable Double riskDifference,
    @Nullable Double riskLow,
    @Nullable Double riskHigh,
    double pValue,
    double qValue,
    @Nullable Grade grade,
    @Nullable String foldedInto,
    @Nullable String lesson,
    List<String> appliesWhen) {

  /** Where a feature comes from. */
  public enum Family {
    GROUND_TRUTH,
    WITHIN_TASK
  }

  public Contrast {
    appliesWhen = List.copyOf(appliesWhen);
  }
}
