package dev.trace2skill.spi;

import dev.trace2skill.model.Check;
import java.util.List;

/**
 * How one check of a task came out.
 *
 * @param check what was checked, in a few words
 * @param score from 0 to 1; 1 exactly when it passed
 * @param differences what is not as it should be, or why nothing could be said; one phrase each,
 *     none when it passed
 * @param opinion whether a model says so rather than a comparison
 */
public record CheckResult(
    String check, Verdict verdict, double score, List<String> differences, boolean opinion) {

  /** What came of a check. */
  public enum Verdict {
    PASSED,
    FAILED,
    /** The check could not be carried out, which says nothing about the run. */
    UNDECIDED
  }

  public CheckResult {
    differences = List.copyOf(differences);
    boolean passed = verdict == Verdict.PASSED;
    if (passed != differences.isEmpty() || passed != (score == 1) || !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(
          "%s: %s with a score of %s and %d differences"
              .formatted(check, verdict, score, differences.size()));
    }
  }

  /** Whether the check passed. */
  public boolean passed() {
    return verdict == Verdict.PASSED;
  }

  /** Of a check that passed. */
  public static CheckResult passed(Check check) {
    return new CheckResult(check.label(), Verdict.PASSED, 1, List.of(), false);
  }

  /** Of a check that passed exactly when nothing differs. */
  public static CheckResult of(Check check, double score, List<String> differences) {
    return differences.isEmpty()
        ? passed(check)
        : new CheckResult(
            check.label(), Verdict.FAILED, Math.min(score, Evaluator.NEARLY), differences, false);
  }

  /** Of a check that found one thing wrong, for which there is no part of the score. */
  public static CheckResult failed(Check check, String difference) {
    return of(check, 0, List.of(difference));
  }

  /** Of a check that could not be carried out. */
  public static CheckResult undecided(Check check, String reason) {
    return new CheckResult(check.label(), Verdict.UNDECIDED, 0, List.of(reason), false);
  }

  /** The same, said by a model. */
  public CheckResult asOpinion() {
    return new CheckResult(check, verdict, score, differences, true);
  }
}
