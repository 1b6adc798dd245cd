package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Right is a text that a regular expression of Java finds something in, or, with the option {@code
 * whole}, that it matches from end to end.
 */
public final class MatchingText implements Comparing<MatchingText.Wanted> {

  /** A pattern that takes longer is lost in its own alternatives. */
  private static final long MOST_STEPS = 30_000_000;

  record Wanted(Pattern pattern, boolean whole) {}

  @Override
  public String evaluator() {
    return "regex";
  }

  @Override
  public CheckResult compared(Check check, Wanted wanted, Output output) throws CheckException {
    String text = Looked.text(check, output);
    return matches(wanted, text)
        ? CheckResult.passed(check)
        : CheckResult.failed(
            check, "%s does not match %s".formatted(Texts.shown(text), wanted.pattern().pattern()));
  }

  @Override
  public Wanted wanted(Check check) throws CheckException {
    Options options = Options.of(check, "whole");
    try {
      return new Wanted(Pattern.compile(Looked.expected(check)), options.flag("whole"));
    } catch (PatternSyntaxException e) {
      throw CheckException.undecided(
          "what is expected is no regular expression: " + e.getDescription());
    }
  }

  private static boolean matches(Wanted wanted, String text) throws CheckException {
    var matcher = wanted.pattern().matcher(new Counted(text, new AtomicLong(MOST_STEPS)));
    try {
      return wanted.whole() ? matcher.matches() : matcher.find();
    } catch (OutOfSteps | StackOverflowError e) {
      throw CheckException.failed("the regular expression takes too long on this text");
    }
  }

  private static final class OutOfSteps extends RuntimeException {}

  /** A text that can be looked at only so often, as the JDK's matching knows no limit. */
  private record Counted(CharSequence text, AtomicLong left) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left.decrementAndGet() < 0) {
        throw new OutOfSteps();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
