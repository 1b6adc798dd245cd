package dev.trace2skill.adapter.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.CheckEvaluatorContract;
import dev.trace2skill.spi.CheckResult;
import dev.trace2skill.spi.CheckResult.Verdict;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evaluators of a text, which is an answer or in a file. */
class TextChecksTest {

  /** A contract whose two files are texts. */
  private abstract static class Contract extends CheckEvaluatorContract {
    private final CheckEvaluator evaluator;
    private final String expected;
    private final String right;
    private final String wrong;

    Contract(CheckEvaluator evaluator, String expected, String right, String wrong) {
      this.evaluator = evaluator;
      this.expected = expected;
      this.right = right;
      this.wrong = wrong;
    }

    @Override
    protected CheckEvaluator evaluator() {
      return evaluator;
    }

    @Override
    protected Check check() {
      return new Check(evaluator.evaluator(), "out/it.txt", expected, null, "{}");
    }

    @Override
    protected void putRight(Path target) throws IOException {
      Files.writeString(target, right);
    }

    @Override
    protected void putWrong(Path target) throws IOException {
      Files.writeString(target, wrong);
    }
  }

  @Nested
  class Exact extends Contract {
    Exact() {
      super(new ExactText(), "one\ntwo\n", "\ufeffone\r\ntwo", "one\nTwo");
    }

    @Test
    void differenceShowsBothTexts() {
      assertThat(answered(new ExactText(), "1", "{}", "2").differences())
          .containsExactly("is '2' and should be '1'");
    }
  }

  @Nested
  class Plain extends Contract {
    Plain() {
      super(new PlainText(), "Straße 1", " STRAßE\u00a0\n1", "Strasse 1");
    }

    @ParameterizedTest
    @CsvSource({
      "Paris, It is Paris., PASSED",
      "Paris, It is Parisian., FAILED",
      "12.50, It costs $12.5., PASSED",
      "12.50, It costs 112.5., FAILED"
    })
    void expectedTextMayStandAmongOtherWords(String expected, String answer, Verdict verdict) {
      assertThat(answered(new PlainText(), expected, "{\"contains\": true}", answer).verdict())
          .isEqualTo(verdict);
      assertThat(answered(new PlainText(), expected, "{}", answer).verdict())
          .isEqualTo(Verdict.FAILED);
    }
  }

  @Nested
  class Near extends Contract {
    Near() {
      super(new NearNumber(), "1234.5", "The total of 3 is 1,234.50 EUR.", "1234.51");
    }

    @ParameterizedTest
    @CsvSource({
      "100, 100.5, {\"absolute\": 0.5}, PASSED",
      "100, 100.51, {\"absolute\": 0.5}, FAILED",
      "-200, -199, {\"relative\": 0.005}, PASSED",
      "-200, -198, {\"relative\": 0.005}, FAILED",
      "1e3, 1000, {}, PASSED",
      "-5, \u22125, {}, PASSED",
      "7, it is 7 as of 2024-01-08, {}, PASSED",
      "7, v1.7, {}, FAILED"
    })
    void numberMayBeOffByTheTolerance(
        String expected, String answer, String options, Verdict verdict) {
      assertThat(answered(new NearNumber(), expected, options, answer).verdict())
          .isEqualTo(verdict);
    }

    @Test
    void expectedTextThatIsNoNumberIsAProblem() {
      assertThat(new NearNumber().problems(Check.answer("number", "seven"))).isNotEmpty();
    }
  }

  @Nested
  class Matching extends Contract {
    Matching() {
      super(new MatchingText(), "^total: \\d+$", "total: 12", "total: twelve");
    }

    @Test
    void wholeTextMustMatchWhenItIsToldSo() {
      assertThat(answered(new MatchingText(), "\\d+", "{}", "a 12").passed()).isTrue();
      assertThat(answered(new MatchingText(), "\\d+", "{\"whole\": true}", "a 12").passed())
          .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|a)*b", "(?:a|b)*c"})
    void patternThatWouldTakeForeverIsGivenUp(String pattern) {
      CheckResult result =
          answered(new MatchingText(), pattern, "{\"whole\": true}", "a".repeat(50_000) + "!");

      assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void patternThatIsNoneIsAProblem() {
      assertThat(new MatchingText().problems(Check.answer("regex", "("))).isNotEmpty();
    }
  }

  @Nested
  class Json extends Contract {
    Json() {
      super(
          new JsonValue(),
          "{\"a\": 1, \"b\": [\"x\", null]}",
          "{\"b\": [\"x\", null],\n \"a\": 1.0}",
          "{\"a\": 2, \"b\": [\"x\"]}");
    }

    @Test
    void differencesNameTheirPlacesAndTheScoreIsTheShareThatIsRight() {
      CheckResult result =
          answered(
              new JsonValue(),
              "{\"a\": {\"b\": [1, 2]}, \"c\": 3, \"d\": 4}",
              "{}",
              "{\"a\": {\"b\": [1]}, \"c\": 4, \"d\": 4}");

      assertThat(result.differences())
          .containsExactly("$.a.b[1] is missing and should be '2'", "$.c is '4' and should be '3'");
      assertThat(result.score()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "$.orders[0].total    | 12   | PASSED",
          "$['orders'][-1].total| 13   | PASSED",
          "$.orders[0].total    | 13   | FAILED",
          "$.orders[5].total    | 12   | FAILED",
          "$.orders[*].total    | 12   | UNDECIDED",
          "orders               | 12   | UNDECIDED"
        })
    void partIsNamedByAPath(String path, String expected, Verdict verdict) {
      String answer = "{\"orders\": [{\"total\": 12.0}, {\"total\": 13}]}";

      assertThat(
              answered(new JsonValue(), expected, "{\"path\": \"" + path + "\"}", answer).verdict())
          .isEqualTo(verdict);
    }

    @Test
    void lastFencedBlockOfAnAnswerCounts() {
      String answer = "First\n```json\n{}\n```\nthen\n```json\n{\"a\": 1}\n```\nDone.";

      assertThat(answered(new JsonValue(), "{\"a\": 1}", "{}", answer).passed()).isTrue();
    }

    @Test
    void numbersMayBeApartAndMembersMore() {
      String options = "{\"absolute\": 0.01, \"more\": true}";

      assertThat(answered(new JsonValue(), "{\"a\": 1}", options, "{\"a\":1.005,\"b\":2}").passed())
          .isTrue();
      assertThat(answered(new JsonValue(), "{\"a\": 1}", options, "{\"a\":1e999999999}").passed())
          .isFalse();
    }
  }

  @Test
  void whatIsExpectedMayLieInAFile(@org.junit.jupiter.api.io.TempDir Path folder)
      throws IOException {
    Path gold = Files.writeString(folder.resolve("gold.txt"), "42\n");
    Check check = new Check("exact", "", null, gold.toUri().toString(), "{}");

    assertThat(new ExactText().check(check, new Output(List.of(), "42")).passed()).isTrue();

    Files.delete(gold);
    assertThat(new ExactText().check(check, new Output(List.of(), "42")).verdict())
        .isEqualTo(Verdict.UNDECIDED);
    assertThat(new ExactText().problems(check)).isNotEmpty();
  }

  private static CheckResult answered(
      CheckEvaluator evaluator, String expected, String options, String answer) {
    Check check = new Check(evaluator.evaluator(), "", expected, null, options);
    return evaluator.check(check, new Output(List.of(), answer));
  }
}
