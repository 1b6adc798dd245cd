package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.spi.Evaluator.Evaluation;
import dev.trace2skill.spi.Evaluator.Output;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What every evaluator keeps, whatever it compares. */
public abstract class EvaluatorContract {

  protected abstract Evaluator evaluator();

  /** A task that the evaluator judges. */
  protected abstract Task task();

  /** An output of the task that is right. */
  protected abstract Output right();

  /** An output of the task that is wrong. */
  protected abstract Output wrong();

  @Test
  void evaluatorIsFoundByItsName() {
    assertThat(ServiceLoader.load(Evaluator.class))
        .filteredOn(other -> other.evaluator().equals(evaluator().evaluator()))
        .singleElement()
        .isInstanceOf(evaluator().getClass());
  }

  @Test
  void taskThatNothingIsKnownOfIsNotJudged() {
    assertThat(evaluator().judges(task())).isTrue();
    assertThat(evaluator().judges(new Task("t", "do it", null))).isFalse();
    GroundTruth nothing = new GroundTruth(List.of(), List.of(), "it went wrong");
    assertThat(evaluator().judges(new Task("t", "do it", nothing))).isFalse();
  }

  @Test
  void checksOfOthersAreNotJudged() {
    Task others =
        new Task(
            "t",
            "do it",
            task().groundTruth(),
            List.of(),
            List.of(Check.answer("somebody else", "42")),
            null,
            List.of());

    assertThat(evaluator().judges(others)).isFalse();
  }

  @Test
  void rightOutputIsAcceptedInFull() {
    Evaluation verdict = evaluator().evaluate(task(), right());

    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.score()).isEqualTo(1);
  }

  @Test
  void wrongOutputIsRejectedWithWhatDiffers() {
    Evaluation verdict = evaluator().evaluate(task(), wrong());

    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.score()).isBetween(0.0, 0.999);
    assertThat(verdict.differences()).isNotEmpty();
  }

  @Test
  void outputOfARunThatDidNothingIsRejected() {
    Evaluation verdict = evaluator().evaluate(task(), new Output(List.of(), ""));

    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.score()).isBetween(0.0, 0.999);
  }

  @Test
  void sameOutputGetsTheSameVerdict() {
    assertThat(evaluator().evaluate(task(), wrong()))
        .isEqualTo(evaluator().evaluate(task(), wrong()));
  }
}
