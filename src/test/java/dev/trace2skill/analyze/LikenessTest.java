package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Trajectory;
import org.junit.jupiter.api.Test;

class LikenessTest {

  private static RunWriter cancelled() {
    return RunWriter.run()
        .call("find_order", "{'id': '7'}")
        .fail("cancel_order", "{'id': '7'}", "order 7 is shipped");
  }

  @Test
  void otherWordsMakeNoOtherShape() {
    Trajectory terse = cancelled().step(Step.said(4, Actor.AGENT, "No.")).trajectory();
    Trajectory polite = cancelled().step(Step.said(4, Actor.AGENT, "Sorry, no.")).trajectory();

    assertThat(Likeness.of(polite).shape()).isEqualTo(Likeness.of(terse).shape());
  }

  @Test
  void anotherArgumentIsAnotherShape() {
    Trajectory other =
        RunWriter.run()
            .call("find_order", "{'id': '8'}")
            .fail("cancel_order", "{'id': '7'}", "order 7 is shipped")
            .trajectory();

    assertThat(Likeness.of(other).shape())
        .isNotEqualTo(Likeness.of(cancelled().trajectory()).shape());
  }

  @Test
  void anotherOutcomeIsAnotherShape() {
    assertThat(
            Likeness.of(cancelled().trajectory().withOutcome(Outcome.SUCCESS, 1.0, "reward", 1))
                .shape())
        .isNotEqualTo(Likeness.of(cancelled().trajectory()).shape());
  }

  @Test
  void anotherErrorIsAnotherShape() {
    Trajectory other =
        RunWriter.run()
            .call("find_order", "{'id': '7'}")
            .fail("cancel_order", "{'id': '7'}", "no such order")
            .trajectory();

    assertThat(Likeness.of(other).shape())
        .isNotEqualTo(Likeness.of(cancelled().trajectory()).shape());
  }

  @Test
  void valuesAreMaskedInTheKindsOfError() {
    assertThat(Likeness.of(cancelled().trajectory()).errors())
        .isEqualTo("cancel_order: order <id> is shipped");
  }
}
