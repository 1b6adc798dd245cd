package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.CheckResult;
import java.util.List;

/**
 * Reads a check first, and then compares what a run left with what the check wants.
 *
 * @param <W> what a check wants, once it is understood
 */
public interface Comparing<W> extends CheckEvaluator {

  /**
   * What the check wants.
   *
   * @throws CheckException when it cannot be understood
   */
  W wanted(Check check) throws CheckException;

  /**
   * How the check comes out.
   *
   * @throws CheckException when that is clear, or hopeless, before anything was compared
   */
  CheckResult compared(Check check, W wanted, Output output) throws CheckException;

  @Override
  default List<String> problems(Check check) {
    try {
      var unused = wanted(check);
      return List.of();
    } catch (CheckException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  default CheckResult check(Check check, Output output) {
    try {
      return compared(check, wanted(check), output);
    } catch (CheckException e) {
      return e.result(check);
    }
  }
}
