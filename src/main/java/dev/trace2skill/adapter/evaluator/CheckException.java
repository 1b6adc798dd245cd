package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.util.List;

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

  /** Something that may end early. */
  public interface Comparison {
    CheckResult compare() throws CheckException;
  }

  /** What a comparison comes to, also when it ends early. */
  public static CheckResult result(Check check, Comparison comparison) {
    try {
      return comparison.compare();
    } catch (CheckException e) {
      String message = String.valueOf(e.getMessage());
      return e.failed ? CheckResult.failed(check, message) : CheckResult.undecided(check, message);
    }
  }

  /** Something that is wrong with a check itself, if anything is. */
  public interface Reading {
    Object read() throws CheckException;
  }

  /** Why a check cannot be understood; empty when it can. */
  public static List<String> problems(Reading reading) {
    try {
      var unused = reading.read();
      return List.of();
    } catch (CheckException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
