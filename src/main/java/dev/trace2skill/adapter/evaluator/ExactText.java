package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.CheckResult;
import java.util.List;

/** Right is the very text; blanks at its ends and the way lines end make no difference. */
public final class ExactText implements CheckEvaluator {

  @Override
  public String evaluator() {
    return "exact";
  }

  @Override
  public List<String> problems(Check check) {
    return CheckException.problems(() -> expected(check));
  }

  @Override
  public CheckResult check(Check check, Output output) {
    return CheckException.result(
        check,
        () -> {
          String expected = expected(check);
          String text = Texts.trimmed(Looked.text(check, output));
          return text.equals(expected)
              ? CheckResult.passed(check)
              : CheckResult.failed(
                  check,
                  "is %s and should be %s".formatted(Texts.shown(text), Texts.shown(expected)));
        });
  }

  private static String expected(Check check) throws CheckException {
    var unused = Options.of(check);
    return Texts.trimmed(Looked.expected(check));
  }
}
