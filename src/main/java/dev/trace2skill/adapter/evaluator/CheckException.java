package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;

/** Why a check ends before anything was compared. */
public final class CheckException extends Exception {

  private final boolean failed;

  private CheckException(boolean failed, String message) {
    super(message);
    this.failed = failed;
  }

  /** The run left nothing that could be right. */
  public static CheckException failed(String message) {
    return new CheckException(true, message);
  }

  /** The check cannot be carried out, which is not the run's fault. */
  public static CheckException undecided(String message) {
    return new CheckException(false, message);
  }

  /** What the check comes to that ends so. */
  CheckResult result(Check check) {
    String message = String.valueOf(getMessage());
    return failed ? CheckResult.failed(check, message) : CheckResult.undecided(check, message);
  }
}
