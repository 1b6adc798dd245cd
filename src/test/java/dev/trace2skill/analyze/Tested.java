package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tested feature whose numbers a test chooses; the others are harmless. */
record Tested(
    String feature,
    Family family,
    long failures,
    long successes,
    long failureTasks,
    long successTasks,
    @Nullable Double risk,
    double p,
    double q) {

  /** A feature that goes with failure inside tasks, in 12 failures of 4 tasks. */
  static Tested harmful(String feature) {
    return new Tested(feature, Family.WITHIN_TASK, 12, 3, 4, 2, 0.4, 0.001, 0.01);
  }

  /** A feature that goes with success inside tasks, in 12 successes of 4 tasks. */
  static Tested helpful(String feature) {
    return new Tested(feature, Family.WITHIN_TASK, 3, 12, 2, 4, -0.4, 0.001, 0.01);
  }

  /** A difference from the ground truth that 12 failures of 4 tasks show. */
  static Tested difference(String feature) {
    return new Tested(feature, Family.GROUND_TRUTH, 12, 0, 4, 0, null, 0.001, 0.01);
  }

  Tested in(long failureCount, long successCount) {
    return new Tested(
        feature, family, failureCount, successCount, failureTasks, successTasks, risk, p, q);
  }

  Tested ofTasks(long failed, long successful) {
    return new Tested(feature, family, failures, successes, failed, successful, risk, p, q);
  }

  Tested withP(double value) {
    return new Tested(
        feature, family, failures, successes, failureTasks, successTasks, risk, value, q);
  }

  Tested withQ(double value) {
    return new Tested(
        feature, family, failures, successes, failureTasks, successTasks, risk, p, value);
  }

  Contrast contrast() {
    return new Contrast(
        "contrast " + feature,
        "corpus",
        family,
        feature,
        failures,
        successes,
        failureTasks,
        successTasks,
        40,
        60,
        risk,
        risk == null ? null : Double.valueOf(risk - 0.1),
        risk == null ? null : Double.valueOf(risk + 0.1),
        p,
        q,
        null,
        null,
        null,
        List.of());
  }
}
