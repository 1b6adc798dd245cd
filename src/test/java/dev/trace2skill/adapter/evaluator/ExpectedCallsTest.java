package dev.trace2skill.adapter.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.Evaluator;
import dev.trace2skill.spi.Evaluator.Output;
import dev.trace2skill.spi.EvaluatorContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedCallsTest extends EvaluatorContract {

  private static final ToolCall LOOK = call("get_order", "{'id':'W1'}");
  private static final ToolCall CANCEL = call("cancel_order", "{'id':'W1','reason':'mistake'}");
  private static final ToolCall REFUND = call("refund", "{'amount':12.50,'items':['a','b']}");

  @Override
  protected Evaluator evaluator() {
    return new ExpectedCalls();
  }

  @Override
  protected Task task() {
    return new Task(
        "t", "Cancel W1.", new GroundTruth(List.of(LOOK, CANCEL, REFUND), List.of("12.5"), null));
  }

  @Override
  protected Output right() {
    return output("You get $12.50 back.", CANCEL, REFUND);
  }

  @Override
  protected Output wrong() {
    return output("You get $12.50 back.", LOOK, REFUND);
  }

  @Test
  void orderOfCallsKeysAndItemsMakesNoDifference() {
    assertThat(accepts(call("refund", "{'items':['b','a'],'amount':'12.5'}"), CANCEL)).isTrue();
  }

  @Test
  void lookUpsAreNeitherWantingNorInTheWay() {
    assertThat(accepts(call("search_flights", "{}"), LOOK, LOOK, CANCEL, REFUND)).isTrue();
  }

  @Test
  void additionalDeedIsRejected() {
    ToolCall other = call("cancel_order", "{'id':'W2','reason':'mistake'}");

    assertThat(accepts(CANCEL, REFUND, other)).isFalse();
    assertThat(accepts(CANCEL, REFUND, REFUND)).isFalse();
  }

  @Test
  void wrongArgumentIsNamedWithBothValues() {
    Output output = output("12.50", call("cancel_order", "{'id':'W9','reason':'mistake'}"), REFUND);

    assertThat(evaluator().evaluate(task(), output).differences())
        .containsExactly("cancel_order: id is \"W9\" and should be \"W1\"");
  }

  @Test
  void rowsOfTwoListsBelongTogether() {
    Task task = expecting(call("swap", "{'from':['a','b'],'to':['x','y']}"));

    assertThat(verdict(task, call("swap", "{'from':['b','a'],'to':['y','x']}"))).isTrue();
    assertThat(verdict(task, call("swap", "{'from':['b','a'],'to':['x','y']}"))).isFalse();
  }

  @Test
  void listWrittenAsTextIsAList() {
    Task task = expecting(call("swap", "{'from':['a','b']}"));
    ToolCall written = new ToolCall("", "swap", "{\"from\":\"['b', 'a']\"}");

    assertThat(verdict(task, written)).isTrue();
  }

  @Test
  void wordingOfALongTextIsTheAgentsOwn() {
    Task task = expecting(call("add_note", "{'text':'the user wants to have it back soon'}"));

    assertThat(verdict(task, call("add_note", "{'text':'asks for a return'}"))).isTrue();
    assertThat(verdict(task, call("add_note", "{}"))).isFalse();
  }

  @Test
  void valueThatIsPartOfALongerNumberIsNotSaid() {
    assertThat(evaluator().evaluate(task(), output("It is 112.50.", CANCEL, REFUND)).accepted())
        .isFalse();
  }

  @Test
  void valueCountsWhereverItWasSaid() {
    Output output =
        new Output(List.of(CANCEL, REFUND), "Bye.", List.of("You get 12.50 back.", "Bye."));

    assertThat(evaluator().evaluate(task(), output).accepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get_user",
        "ListFiles",
        "mcp__shop__search",
        "calculate",
        "functions.find_order",
        "transfer_to_human_agents"
      })
  void toolThatOnlyLooksOrTalksIsNoDeed(String tool) {
    assertThat(Deeds.acts(tool)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancel_order",
        "transfer_money",
        "verify_identity",
        "getaway",
        "bash",
        "post",
        "7"
      })
  void anyOtherToolActs(String tool) {
    assertThat(Deeds.acts(tool)).isTrue();
  }

  private boolean accepts(ToolCall... calls) {
    return evaluator().evaluate(task(), output("12.50", calls)).accepted();
  }

  private boolean verdict(Task task, ToolCall... calls) {
    return evaluator().evaluate(task, output("", calls)).accepted();
  }

  private static Task expecting(ToolCall call) {
    return new Task("t", "", new GroundTruth(List.of(call), List.of(), null));
  }

  private static Output output(String answer, ToolCall... calls) {
    return new Output(Stream.of(calls).toList(), answer);
  }

  private static ToolCall call(String tool, String arguments) {
    return new ToolCall("", tool, arguments.replace('\'', '"'));
  }
}
