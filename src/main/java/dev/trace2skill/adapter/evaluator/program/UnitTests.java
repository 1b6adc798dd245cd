package dev.trace2skill.adapter.evaluator.program;

import dev.trace2skill.adapter.evaluator.CheckException;
import dev.trace2skill.adapter.evaluator.Comparing;
import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import dev.trace2skill.spi.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Right is what passes unit tests: all that ran, and at least one. The program's report is JUnit's
 * XML at the check's target, which it writes anew, or without a target what pytest prints. The
 * score is the share of tests that pass.
 */
public final class UnitTests implements Comparing<CheckProgram> {

  private static final int MOST_SHOWN = 20;

  @Override
  public String evaluator() {
    return "unit_tests";
  }

  @Override
  public CheckProgram wanted(Check check) throws CheckException {
    return CheckProgram.of(check);
  }

  @Override
  public CheckResult compared(Check check, CheckProgram program, Output output)
      throws CheckException {
    return program.run(output, check.target(), (ended, work) -> result(check, ended, work));
  }

  private static CheckResult result(Check check, Ended ended, Path work)
      throws IOException, CheckException {
    if (ended.ending() != Ended.Ending.EXITED) {
      throw CheckException.failed(CommandCheck.trouble(ended));
    }
    TestResults results = results(check, ended, work);
    List<String> differences = new ArrayList<>(results.failures());
    if (results.total() == 0) {
      differences.add("no test ran; " + CommandCheck.trouble(ended));
    } else if (differences.isEmpty() && ended.exitCode() != 0) {
      differences.add(CommandCheck.trouble(ended));
    }
    if (differences.size() > MOST_SHOWN) {
      int more = differences.size() - MOST_SHOWN;
      differences = new ArrayList<>(differences.subList(0, MOST_SHOWN));
      differences.add("and %d more".formatted(more));
    }
    double score = (double) results.passed() / Math.max(1, results.total());
    return CheckResult.of(check, score, differences);
  }

  private static TestResults results(Check check, Ended ended, Path work)
      throws IOException, CheckException {
    if (check.target().isEmpty()) {
      return TestResults.ofPytest(Tail.of(ended.output()));
    }
    Path report = work.resolve(check.target());
    if (!Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS)) {
      throw CheckException.failed("there is no report; " + CommandCheck.trouble(ended));
    }
    try {
      return TestResults.ofReport(report);
    } catch (IOException e) {
      throw CheckException.failed(String.valueOf(e.getMessage()));
    }
  }
}
