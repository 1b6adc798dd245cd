package dev.trace2skill.analyze;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.jspecify.annotations.Nullable;

/**
 * A feature counted over a corpus, with the sums over tasks that its test needs.
 *
 * <p>For the k-th task let n be its trajectories, m those with the feature, F its failures and f
 * the failures with the feature.
 *
 * @param excess sum of f - F m / n: more failures with the feature than chance puts there
 * @param variance sum of F (n - F) m (n - m) / (n² (n - 1)), the hypergeometric variance
 * @param weight sum of m (n - m) / n, the Mantel-Haenszel weights
 * @param difference weighted sum of the failure rate with the feature minus the rate without it
 * @param differenceVariance weighted sum of the binomial variances of that difference (Greenland
 *     and Robins 1985)
 */
public record Tally(
    String corpusId,
    Family family,
    String feature,
    long failureCount,
    long successCount,
    long failureTaskCount,
    long successTaskCount,
    long failureTotal,
    long successTotal,
    double excess,
    double variance,
    double weight,
    double difference,
    double differenceVariance) {

  private static final double Z_95 = 1.959963984540054;

  /** The tested feature, before correction for the number of tests. */
  Contrast test() {
    boolean stratified = family == Family.WITHIN_TASK;
    double p = stratified ? CochranMantelHaenszel.pValue(excess, variance) : fisher();
    @Nullable Double risk = stratified && weight > 0 ? Double.valueOf(difference / weight) : null;
    double half = weight > 0 ? Z_95 * Math.sqrt(differenceVariance) / weight : 0;
    return new Contrast(
        ContentId.of("contrast", corpusId, feature),
        corpusId,
        family,
        feature,
        failureCount,
        successCount,
        failureTaskCount,
        successTaskCount,
        failureTotal,
        successTotal,
        risk,
        risk == null ? null : Double.valueOf(Math.max(-1, risk - half)),
        risk == null ? null : Double.valueOf(Math.min(1, risk + half)),
        p,
        1.0,
        null,
        null,
        null,
        List.of());
  }

  /** How likely successes would have so few of the difference if it made no difference. */
  private double fisher() {
    int[][] table = {
      {Math.toIntExact(failureCount), Math.toIntExact(failureTotal - failureCount)},
      {Math.toIntExact(successCount), Math.toIntExact(successTotal - successCount)}
    };
    if (failureTotal == 0 || successTotal == 0) {
      return 1;
    }
    return FisherExactTest.withDefaults()
        .with(AlternativeHypothesis.GREATER_THAN)
        .test(table)
        .getPValue();
  }
}
