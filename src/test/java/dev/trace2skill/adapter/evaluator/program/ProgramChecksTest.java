package dev.trace2skill.adapter.evaluator.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.CheckEvaluatorContract;
import dev.trace2skill.spi.CheckResult;
import dev.trace2skill.spi.CheckResult.Verdict;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that judge what a run left. */
class ProgramChecksTest {

  @TempDir private Path folder;

  @Nested
  class ByCommand extends CheckEvaluatorContract {

    @Override
    protected CheckEvaluator evaluator() {
      return new CommandCheck();
    }

    @Override
    protected Check check() {
      String script = "#!/bin/sh\ntest ! -L out.txt && grep -qx right out.txt\n";
      return new Check(
          "command", "out.txt", null, written(folder.resolve("check.sh"), script), "{}");
    }

    @Override
    protected void putRight(Path target) throws IOException {
      Files.writeString(target, "right\n");
    }

    @Override
    protected void putWrong(Path target) throws IOException {
      Files.writeString(target, "wrong\n");
    }
  }

  @Nested
  class ByUnitTests extends CheckEvaluatorContract {

    @Override
    protected CheckEvaluator evaluator() {
      return new UnitTests();
    }

    /** The report is made of another file: one that is there already is not to be trusted. */
    @Override
    protected Check check() {
      String script =
          """
          #!/bin/sh
          grep -qx right report.xml.in || failure='<failure/>'
          echo "<testsuite><testcase name='t'>$failure</testcase></testsuite>" > report.xml
          """;
      return new Check(
          "unit_tests", "report.xml", null, written(folder.resolve("t.sh"), script), "{}");
    }

    @Override
    protected void putRight(Path target) throws IOException {
      Files.writeString(target.resolveSibling(target.getFileName() + ".in"), "right\n");
    }

    @Override
    protected void putWrong(Path target) throws IOException {
      Files.writeString(target, "<testsuite><testcase name='t'/></testsuite>");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exit 0                                         | PASSED | 1",
        "echo far off >&2; exit 3                       | FAILED | 0",
        "kill -9 $$                                     | FAILED | 0",
        "./not-there                                    | FAILED | 0"
      })
  void exitCodeDecides(String script, Verdict verdict, double score) {
    CheckResult result = ran(script, "{}");

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.score()).isEqualTo(score);
    assertThat(result.differences()).allMatch(text -> text.startsWith("the program "));
  }

  @Test
  void lastWordsOfAProgramAreShown() {
    assertThat(ran("echo so; echo far off >&2; exit 3", "{}").differences())
        .containsExactly("the program ended with 3: far off");
    assertThat(ran("sleep 60", "{\"seconds\": 0.5}").differences())
        .singleElement()
        .asString()
        .startsWith("the program took too long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "echo 1                                                   | PASSED | 1   | ``",
        "echo noise; echo '{\"score\": 0.25}'                     | FAILED | 0.25| the program's score is 0.25",
        "echo '{\"score\": 0.5, \"differences\": [\"b is off\"]}' | FAILED | 0.5 | b is off",
        "echo 7                                                   | FAILED | 0   | the program's last line is no score: 7",
        "echo 1; exit 1                                           | FAILED | 0   | the program ended with 1: 1",
        "true                                                     | FAILED | 0   | the program's last line is no score: "
      })
  void scoreIsTheLastLine(String script, Verdict verdict, double score, String difference) {
    CheckResult result = ran(script, "{\"score\": true}");

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.score()).isEqualTo(score);
    assertThat(String.join("; ", result.differences()).strip()).isEqualTo(difference.strip());
  }

  @Test
  void programRunsOnACopyWithTheAnswerAndWithoutOurEnvironment() throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.writeString(work.resolve("a.txt"), "a");
    String script =
        "test \"$(cat)\" = 42 && rm a.txt && touch b.txt && env | cut -d= -f1 | sort | tr '\\n' ' '; exit 1";

    CheckResult result = ran(script, "{}", work, "42");

    assertThat(work.resolve("a.txt")).exists();
    assertThat(work.resolve("b.txt")).doesNotExist();
    assertThat(result.differences().get(0))
        .contains("HOME", "LANG", "PATH", "TMPDIR")
        .doesNotContain("SPARK", "MAVEN", "JAVA_HOME");
  }

  @Test
  void programMayBeOneOfThisMachineOrOfAFolder() throws IOException {
    Path checks = folder.resolve("checks");
    written(
        checks.resolve("test.sh"), "#!/bin/sh\ngrep -q \"$1\" \"$(dirname \"$0\")/data.txt\"\n");
    written(checks.resolve("data.txt"), "seven");
    Output output = new Output(List.of(), "", List.of(), folder);
    CommandCheck evaluator = new CommandCheck();

    assertThat(
            evaluator.check(
                new Check(
                    "command", "", null, null, "{\"command\": [\"test\", \"1\", \"=\", \"1\"]}"),
                output))
        .matches(CheckResult::passed);
    assertThat(
            evaluator.check(
                new Check(
                    "command",
                    "",
                    null,
                    checks.toString(),
                    "{\"program\": \"test.sh\", \"arguments\": [\"seven\"]}"),
                output))
        .matches(CheckResult::passed);
  }

  @Test
  void programThatCannotBeRunDecidesNothing() {
    Output output = new Output(List.of(), "", List.of(), folder);
    CommandCheck evaluator = new CommandCheck();
    Check missing = new Check("command", "", null, null, "{\"command\": [\"no-such-program\"]}");
    String script = written(folder.resolve("c.sh"), "exit 0");
    Check contained = new Check("command", "", null, script, "{\"container\": true}");

    assertThat(evaluator.check(missing, output).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(evaluator.check(contained, output).differences())
        .containsExactly("the check needs a container, which is not run here");
    assertThat(evaluator.check(contained, output).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(evaluator.problems(new Check("command", "", null, null, "{}"))).isNotEmpty();
    assertThat(evaluator.problems(new Check("command", "", null, script, "{\"seconds\": 0}")))
        .isNotEmpty();
    assertThat(
            evaluator.problems(
                new Check("command", "", null, folder.toString(), "{\"program\": \"x.sh\"}")))
        .isNotEmpty();
  }

  @Test
  void testsThatFailAreNamedAndTheScoreIsTheShareThatPasses() {
    String report =
        """
        cat > r.xml <<'X'
        <testsuites><testsuite tests="4">
        <testcase classname="m.A" name="one"/>
        <testcase classname="m.A" name="two"><failure message="1 != 2&#10;more">trace</failure></testcase>
        <testcase classname="m.A" name="three"><error/></testcase>
        <testcase classname="m.A" name="four"><skipped/></testcase>
        </testsuite></testsuites>
        X
        exit 1
        """;

    CheckResult result = tested(report, "r.xml");

    assertThat(result.differences()).containsExactly("m.A.two: 1 != 2", "m.A.three failed");
    assertThat(result.score()).isEqualTo(1.0 / 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "echo '== 3 passed, 1 skipped in 0.12s =='         | PASSED | 1",
        "echo '3 passed in 0.12s'                           | PASSED | 1",
        "echo '3 passed in 0.12s'; exit 1                   | FAILED | 0.9999999999999999",
        "printf 'FAILED t.py::a - assert 1\\n== 1 failed, 1 passed in 0.1s ==\\n'; exit 1 | FAILED | 0.5",
        "echo '== 2 skipped in 0.12s =='                    | FAILED | 0",
        "echo nothing                                       | FAILED | 0"
      })
  void withoutAReportTheSummaryOfPytestCounts(String script, Verdict verdict, double score) {
    CheckResult result = tested(script, "");

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.score()).isEqualTo(score);
  }

  private CheckResult tested(String script, String report) {
    String file = written(folder.resolve("tests.sh"), "#!/bin/sh\n" + script + "\n");
    return new UnitTests()
        .check(
            new Check("unit_tests", report, null, file, "{}"),
            new Output(List.of(), "", List.of(), folder));
  }

  private CheckResult ran(String script, String options) {
    return ran(script, options, folder, "");
  }

  private CheckResult ran(String script, String options, Path work, String answer) {
    String file = written(folder.resolve("check.sh"), "#!/bin/sh\n" + script + "\n");
    return new CommandCheck()
        .check(
            new Check("command", "", null, file, options),
            new Output(List.of(), answer, List.of(), work));
  }

  private static String written(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
