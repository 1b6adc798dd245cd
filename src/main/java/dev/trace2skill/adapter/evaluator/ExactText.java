package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;

/** Right is the very text; blanks at its ends and the way lines end make no difference. */
public final class ExactText implements Comparing<String> {

  @Override
  public String evaluator() {
    return "exact";
  }

  @Override
  public CheckResult compared(Check check, String expected, Output output) throws CheckException {
    String text = Texts.trimmed(Looked.text(check, output));
    return text.equals(expected)
        ? CheckResult.passed(check)
        : CheckResult.failed(
            check, "is %s and should be %s".formatted(Texts.shown(text), Texts.shown(expected)));
  }

  @Override
  public String wanted(Check check) throws CheckException {
    var unused = Options.of(check);
    return Texts.trimmed(Looked.expected(check));
  }
}
