package dev.trace2skill.analyze;

import static dev.trace2skill.analyze.RunWriter.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BehavioursTest {

  @Test
  void everyRunMeetsTheConditionOfAllRuns() {
    assertThat(run().behaviours()).extracting(Feature::key).containsExactly("any:");
    assertThat(run().behaviour("any:").condition()).isNull();
  }

  @Test
  void calledIsTestedAmongAllRunsAndShownByTheFirstCall() {
    Feature called = run().call("look").call("buy").call("look").behaviour("called:look");

    assertThat(called.condition()).isEqualTo("any:");
    assertThat(called.steps()).containsExactly(0);
  }

  @Test
  void orderIsTestedAmongRunsThatCallBoth() {
    RunWriter run = run().call("look").call("buy");

    assertThat(run.behaviours("before:")).containsExactly("before:look>buy");
    assertThat(run.behaviours("follows:")).containsExactly("follows:look>buy");
    assertThat(run.behaviour("before:look>buy").condition()).isEqualTo("both:buy+look");
    assertThat(run.behaviour("follows:look>buy").condition()).isEqualTo("both:buy+look");
    assertThat(run.behaviour("both:buy+look").condition()).isNull();
    assertThat(run.behaviour("before:look>buy").steps()).containsExactly(0, 2);
  }

  @Test
  void firstCallsAreComparedBeforeAndLastCallsAfter() {
    RunWriter run = run().call("look").call("buy").call("look");

    assertThat(run.behaviours("before:")).containsExactly("before:look>buy");
    assertThat(run.behaviours("follows:")).containsExactly("follows:buy>look");
    assertThat(run.behaviour("follows:buy>look").steps()).containsExactly(2, 4);
  }

  @Test
  void lastIsTheLastCall() {
    assertThat(run().call("look").call("buy").behaviours("last:")).containsExactly("last:buy");
    assertThat(run().call("buy").behaviour("last:buy").condition()).isEqualTo("any:");
  }

  @Test
  void argumentsAreSeenAsGivenAndByTheirShape() {
    RunWriter run = run().call("book", "{'day': '2026-01-31', 'seats': 2, 'note': null, 'to': {}}");

    assertThat(run.behaviours("argument:"))
        .containsExactly(
            "argument:book.day",
            "argument:book.day=9999-99-99",
            "argument:book.seats",
            "argument:book.seats=<number>",
            "argument:book.to");
    assertThat(run.behaviour("argument:book.day").condition()).isEqualTo("called:book");
    assertThat(run.behaviour("argument:book.day=9999-99-99").condition()).isEqualTo("called:book");
  }

  @Test
  void wordThatTheGroundTruthHasIsRevealing() {
    RunWriter run =
        run()
            .call("pay", "{'by': 'card', 'when': 'now'}")
            .expecting("pay", "{'by': 'card'}")
            .expectingOutput("paid with points now");

    assertThat(run.behaviour("argument:pay.by=card").revealing()).isTrue();
    assertThat(run.behaviour("argument:pay.when=now").revealing()).isTrue();
    assertThat(run.behaviour("argument:pay.by").revealing()).isFalse();
    assertThat(run.behaviour("called:pay").revealing()).isFalse();
  }

  @Test
  void shapeThatHidesItsValueIsNotRevealing() {
    RunWriter run = run().call("pay", "{'to': 'Ada'}").expecting("pay", "{'to': 'ada'}");

    assertThat(run.behaviour("argument:pay.to=Aaa").revealing()).isFalse();
  }

  @Test
  void argumentVariesOnceASecondValueIsGiven() {
    RunWriter run =
        run().call("list", "{'page': 1}").call("list", "{'page': 2}").call("list", "{'page': 3}");

    assertThat(run.behaviours("varied:")).containsExactly("varied:list.page");
    assertThat(run.behaviour("varied:list.page").steps()).containsExactly(2);
    assertThat(run.behaviour("varied:list.page").condition()).isEqualTo("called:list");
  }

  @Test
  void argumentThatWasLeftOutFirstVariesToo() {
    assertThat(run().call("list", "{}").call("list", "{'page': 2}").behaviours("varied:"))
        .containsExactly("varied:list.page");
    assertThat(
            run().call("list", "{'page': 1}").call("list", "{'page': 1.0}").behaviours("varied:"))
        .isEmpty();
  }

  @Test
  void errorIsSeenPlainlyAndByItsTemplate() {
    RunWriter run = run().fail("cancel", "{'order': 'O-1'}", "order O-1 is locked\nby a job");

    assertThat(run.behaviours("error:"))
        .containsExactly("error:cancel", "error:cancel=order <id> is locked");
    assertThat(run.behaviour("error:cancel").condition()).isEqualTo("called:cancel");
    assertThat(run.behaviour("error:cancel=order <id> is locked").condition())
        .isEqualTo("called:cancel");
  }

  @Test
  void recoveryIsWhatTheAgentDoesNext() {
    RunWriter failing = run().fail("cancel", "{'order': 1}", "locked");

    assertThat(failing.behaviours("recovery:"))
        .containsExactly("recovery:cancel=locked>nothing", "recovery:cancel>nothing");
    assertThat(failing.behaviour("recovery:cancel>nothing").condition()).isEqualTo("error:cancel");
    assertThat(failing.behaviour("recovery:cancel=locked>nothing").condition())
        .isEqualTo("error:cancel=locked");
    assertThat(failing.call("release").behaviours("recovery:cancel>"))
        .containsExactly("recovery:cancel>release");
  }

  @Test
  void secondAttemptIsTheSameCallOrOneWithOtherArguments() {
    assertThat(
            run()
                .fail("cancel", "{'order': 1}", "locked")
                .call("cancel", "{'order': 1.0}")
                .behaviours("recovery:cancel>"))
        .containsExactly("recovery:cancel>same call");
    assertThat(
            run()
                .fail("cancel", "{'order': 1}", "locked")
                .call("cancel", "{'order': 2}")
                .behaviours("recovery:cancel>"))
        .containsExactly("recovery:cancel>other arguments");
  }

  @Test
  void unresolvedIsAToolWhoseLastCallFailed() {
    RunWriter run = run().call("pay").fail("pay", "{'by': 1}", "declined");

    assertThat(run.behaviours("unresolved:")).containsExactly("unresolved:pay");
    assertThat(run.behaviour("unresolved:pay").condition()).isEqualTo("error:pay");
    assertThat(run.behaviour("unresolved:pay").steps()).containsExactly(2);
    assertThat(run.call("pay").behaviours("unresolved:")).isEmpty();
  }

  @Test
  void repeatedIsTheSameCallAtAnyLaterTime() {
    RunWriter run =
        run().call("send", "{'a': 1, 'b': 2}").call("look").call("send", "{'b': 2, 'a': 1}");

    assertThat(run.behaviours("repeated:")).containsExactly("repeated:send");
    assertThat(run.behaviour("repeated:send").condition()).isEqualTo("called:send");
    assertThat(run.behaviour("repeated:send").steps()).containsExactly(4);
    assertThat(run().call("send", "{'a': 1}").call("send", "{'a': 2}").behaviours("repeated:"))
        .isEmpty();
  }

  @Test
  void whatASubagentDoesIsNotSeen() {
    RunWriter run =
        run().call("delegate").inSubagent("helper").call("look").fail("buy", "{}", "no");

    assertThat(run.behaviours()).isEqualTo(run().call("delegate").behaviours());
  }

  @Test
  void everyConditionIsAFeatureOfTheRunItself() {
    List<Feature> features =
        run()
            .fail("cancel", "{'order': 1}", "locked")
            .call("release", "{'job': 'now'}")
            .call("cancel", "{'order': 1}")
            .call("list", "{}")
            .call("list", "{'page': 2}")
            .behaviours();

    assertThat(features).extracting(Feature::key).doesNotHaveDuplicates();
    assertThat(features.stream().map(Feature::key).toList())
        .containsAll(features.stream().map(Feature::condition).filter(c -> c != null).toList());
  }
}
