package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Right is a number that is near enough: by the larger of the options {@code absolute} and {@code
 * relative}, a share of what is expected. The last number of the text counts.
 */
public final class NearNumber implements Comparing<NearNumber.Wanted> {

  /** No date, no part of a word, of a version or of a longer number. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.]|\\w-)[-+\u2212]?(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d{1,40})(?:\\.\\d{1,40})?"
              + "(?:[eE][-+]?\\d{1,3})?(?![\\w]|\\.\\d|-\\d|,\\d{3})");

  record Wanted(BigDecimal number, BigDecimal tolerance) {}

  @Override
  public String evaluator() {
    return "number";
  }

  @Override
  public CheckResult compared(Check check, Wanted wanted, Output output) throws CheckException {
    String text = Looked.text(check, output);
    BigDecimal number =
        last(text)
            .orElseThrow(() -> CheckException.failed("there is no number in " + Texts.shown(text)));
    return number.subtract(wanted.number()).abs().compareTo(wanted.tolerance()) <= 0
        ? CheckResult.passed(check)
        : CheckResult.failed(
            check,
            "is %s and should be %s"
                .formatted(number.toPlainString(), wanted.number().toPlainString()));
  }

  @Override
  public Wanted wanted(Check check) throws CheckException {
    Options options = Options.of(check, "absolute", "relative");
    String text = Looked.expected(check).strip();
    BigDecimal number =
        last(text)
            .orElseThrow(() -> CheckException.undecided("what is expected is no number: " + text));
    BigDecimal absolute = BigDecimal.valueOf(options.number("absolute", 0));
    BigDecimal relative =
        number
            .abs()
            .multiply(BigDecimal.valueOf(options.number("relative", 0)), MathContext.DECIMAL64);
    return new Wanted(number, absolute.max(relative));
  }

  private static Optional<BigDecimal> last(String text) {
    Matcher numbers = NUMBER.matcher(text);
    String last = null;
    while (numbers.find()) {
      last = numbers.group();
    }
    return Optional.ofNullable(last)
        .map(number -> new BigDecimal(number.replace(",", "").replace('\u2212', '-')));
  }
}
