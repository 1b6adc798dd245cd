package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.model.Grade;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Grades a tested feature by its numbers. */
record Grading(ContrastSettings settings) implements Serializable {

  /** The feature with its grade, or with none when nothing should be learnt from it. */
  Contrast grade(Contrast c) {
    return withGrade(c, gradeOf(c));
  }

  private @Nullable Grade gradeOf(Contrast c) {
    boolean harmful = Folding.harmful(c);
    long support = harmful ? c.failureCount() : c.successCount();
    long tasks = harmful ? c.failureTaskCount() : c.successTaskCount();
    if (support < settings.minSupport()
        || c.qValue() > ContrastSettings.SUGGESTIVE_Q
        || Advice.from(c.feature(), harmful).isEmpty()) {
      return null;
    }
    boolean sure = c.qValue() <= settings.maxQ() && tasks >= settings.minTasks();
    if (c.family() == Family.WITHIN_TASK) {
      return sure ? Grade.ESTABLISHED : Grade.SUGGESTIVE;
    }
    double successShare = (double) c.successCount() / (c.successCount() + c.failureCount());
    if (successShare > 2 * settings.maxSuccessShare()) {
      return null;
    }
    return sure && successShare <= settings.maxSuccessShare() ? Grade.GROUNDED : Grade.SUGGESTIVE;
  }

  private static Contrast withGrade(Contrast c, @Nullable Grade grade) {
    return new Contrast(
        c.contrastId(),
        c.corpusId(),
        c.family(),
        c.feature(),
        c.failureCount(),
        c.successCount(),
        c.failureTaskCount(),
        c.successTaskCount(),
        c.failureTotal(),
        c.successTotal(),
        c.riskDifference(),
        c.riskLow(),
        c.riskHigh(),
        c.pValue(),
        c.qValue(),
        grade,
        c.foldedInto(),
        c.lesson(),
        c.appliesWhen());
  }
}
