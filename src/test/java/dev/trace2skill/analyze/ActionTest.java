package dev.trace2skill.analyze;

import static dev.trace2skill.analyze.RunWriter.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionTest {

  @Test
  void callsArePairedWithResultsByIdWhateverTheirOrder() {
    List<Action> actions =
        run()
            .step(
                Step.called(
                    0,
                    "",
                    List.of(new ToolCall("a", "look", "{}"), new ToolCall("b", "buy", "{}"))))
            .step(Step.answered(1, new ToolResult("b", "buy", "bought", false)))
            .step(Step.answered(2, new ToolResult("a", "look", "gone", true)))
            .actions();

    assertThat(actions).extracting(Action::tool).containsExactly("look", "buy");
    assertThat(actions).extracting(a -> a.result().content()).containsExactly("gone", "bought");
    assertThat(actions).extracting(Action::failed).containsExactly(true, false);
    assertThat(actions).extracting(Action::stepIndex).containsOnly(0);
  }

  @Test
  void callWithoutAResultIsAnActionThatDidNotFail() {
    List<Action> actions =
        run()
            .step(Step.called(0, "", List.of(new ToolCall("a", "look", "{}"))))
            .step(Step.answered(1, new ToolResult("other", "look", "x", true)))
            .actions();

    assertThat(actions).hasSize(1);
    assertThat(actions.get(0).result()).isNull();
    assertThat(actions.get(0).failed()).isFalse();
  }

  @Test
  void onlyTheFirstResultOfACallCounts() {
    List<Action> actions =
        run()
            .step(Step.called(0, "", List.of(new ToolCall("a", "look", "{}"))))
            .step(Step.answered(1, new ToolResult("a", "look", "first", false)))
            .step(Step.answered(2, new ToolResult("a", "look", "second", true)))
            .actions();

    assertThat(actions.get(0).result().content()).isEqualTo("first");
  }

  @Test
  void resultThatSaysNothingOfErrorsIsNoFailure() {
    List<Action> actions =
        run()
            .step(Step.called(0, "", List.of(new ToolCall("a", "look", "{}"))))
            .step(Step.answered(1, new ToolResult("a", "look", "Error", null)))
            .actions();

    assertThat(actions.get(0).failed()).isFalse();
  }

  @Test
  void argumentsThatAreNoJsonObjectAreNoArguments() {
    for (String text : List.of("", "{", "[1]", "null", "7", "{'a': 1}")) {
      List<Action> actions =
          run().step(Step.called(0, "", List.of(new ToolCall("a", "look", text)))).actions();

      assertThat(actions.get(0).arguments().isObject()).as(text).isTrue();
      assertThat(actions.get(0).arguments()).as(text).isEmpty();
    }
  }

  @Test
  void subagentsDoNotAct() {
    assertThat(run().call("delegate").inSubagent("helper").call("look").actions())
        .extracting(Action::tool)
        .containsExactly("delegate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1, "b": 2} | {"b": 2, "a": 1}
          {"a": 1}         | {"a": 1.0}
          {"a": 100}       | {"a": 1e2}
          {"a": 0}         | {"a": -0.0}
          [{"b": 1.50}]    | [{"b": 1.5}]
          1e999            | 1e999
          """)
  void valuesThatAreTheSameHaveOneCanonicalText(String one, String other) throws Exception {
    assertThat(canonical(one)).isEqualTo(canonical(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1      | "1"
          true   | "true"
          null   | "null"
          [1, 2] | [2, 1]
          ["a, b"] | ["a", "b"]
          {"a": null} | {}
          """)
  void valuesThatDifferHaveDifferentCanonicalTexts(String one, String other) throws Exception {
    assertThat(canonical(one)).isNotEqualTo(canonical(other));
  }

  @Test
  void actionRepeatsAnotherOfTheSameToolAndArguments() {
    List<Action> actions =
        run()
            .call("look", "{'at': 1, 'for': 'x'}")
            .call("look", "{'for': 'x', 'at': 1.0}")
            .call("look", "{'at': 1}")
            .call("buy", "{'at': 1, 'for': 'x'}")
            .actions();

    assertThat(actions.get(1).repeats(actions.get(0))).isTrue();
    assertThat(actions.get(2).repeats(actions.get(0))).isFalse();
    assertThat(actions.get(3).repeats(actions.get(0))).isFalse();
  }

  private static String canonical(String json) throws JsonProcessingException {
    return Action.canonical(new ObjectMapper().readTree(json));
  }
}
