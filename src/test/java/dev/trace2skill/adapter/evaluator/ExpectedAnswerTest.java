package dev.trace2skill.adapter.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.Evaluator;
import dev.trace2skill.spi.Evaluator.Output;
import dev.trace2skill.spi.EvaluatorContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedAnswerTest extends EvaluatorContract {

  @Override
  protected Evaluator evaluator() {
    return new ExpectedAnswer();
  }

  @Override
  protected Task task() {
    return expecting("59", "Anna Berg");
  }

  @Override
  protected Output right() {
    return new Output(List.of(), "She is  anna BERG, aged 59.0.");
  }

  @Override
  protected Output wrong() {
    return new Output(List.of(), "Anna Berg is 591 days old.");
  }

  @Test
  void taskWithExpectedCallsIsJudgedByOthers() {
    GroundTruth truth = new GroundTruth(List.of(new ToolCall("", "a", "{}")), List.of("1"), null);

    assertThat(evaluator().judges(new Task("t", "", truth))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1234.5      | It is $1,234.50.        | true",
        "-1          | [-1]                    | true",
        "11          | on 2023-11-13           | false",
        "0.70        | .70                     | false",
        "5           | 1.5                     | false",
        "5           | 5.                      | true",
        "cat         | concatenated            | false",
        "[1,2]       | first 1, then 2         | true",
        "{\"a\":1}   | a is 1                  | true",
        "2.7         | [2.70]                  | true",
        "2.7         | [2.7, \"yesterday\"]    | false",
        "2.7         | [[2.7]]                 | true",
        "S12         | [\"s12\"]               | true",
        "S12         | [\"the MRN is S12\"]    | false",
      })
  void answerIsComparedByWhatItIs(String expected, String answer, boolean accepted) {
    Output output = new Output(List.of(), answer);

    assertThat(evaluator().evaluate(expecting(expected), output).accepted()).isEqualTo(accepted);
  }

  private static Task expecting(String... outputs) {
    return new Task("t", "", new GroundTruth(List.of(), List.of(outputs), null));
  }
}
