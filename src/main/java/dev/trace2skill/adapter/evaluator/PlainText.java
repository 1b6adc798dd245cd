package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;

/**
 * Right is a text that reads the same: case, blanks and forms of letters make no difference. With
 * the option {@code contains} it may stand among other words.
 */
public final class PlainText implements Comparing<PlainText.Wanted> {

  @Override
  public String evaluator() {
    return "text";
  }

  @Override
  public Wanted wanted(Check check) throws CheckException {
    Options options = Options.of(check, "contains");
    return new Wanted(Looked.expected(check), options.flag("contains"));
  }

  @Override
  public CheckResult compared(Check check, Wanted wanted, Output output) throws CheckException {
    String text = Looked.text(check, output);
    if (wanted.isMetBy(text)) {
      return CheckResult.passed(check);
    }
    return CheckResult.failed(
        check,
        (wanted.contains() ? "%s does not say %s" : "is %s and should be %s")
            .formatted(Texts.shown(text), Texts.shown(wanted.text())));
  }

  record Wanted(String text, boolean contains) {

    boolean isMetBy(String said) {
      return contains ? Values.says(said, text) : Texts.folded(said).equals(Texts.folded(text));
    }
  }
}
