package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.spi.CheckResult.Verdict;
import dev.trace2skill.spi.Evaluator.Evaluation;
import dev.trace2skill.spi.Evaluator.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationsTest {

  private static final Output OUTPUT = new Output(List.of(), "yes");

  /** Passes what expects the answer, cannot decide where nothing is expected. */
  private record Same(String evaluator) implements CheckEvaluator {
    @Override
    public List<String> problems(Check check) {
      return List.of();
    }

    @Override
    public CheckResult check(Check check, Output output) {
      if (check.expected() == null) {
        return CheckResult.undecided(check, "nothing is expected");
      }
      return check.expected().equals(output.answer())
          ? CheckResult.passed(check)
          : CheckResult.failed(check, "not " + check.expected());
    }
  }

  private static final Evaluator SAME = new Same("same");
  private static final Evaluator LIKE = new Same("like");

  @Test
  void outcomeIsAcceptedWhenAllChecksPass() {
    Evaluation verdict = of(Check.answer("same", "yes"), Check.answer("like", "yes"));

    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.score()).isEqualTo(1);
    assertThat(verdict.results()).hasSize(2);
  }

  @Test
  void oneFailedCheckRejectsAndNamesItself() {
    Evaluation verdict = of(Check.answer("same", "yes"), Check.answer("like", "no"));

    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.score()).isEqualTo(0.5);
    assertThat(verdict.differences()).containsExactly("like: not no");
    assertThat(verdict.undecided()).isFalse();
  }

  @Test
  void checkThatCouldNotBeCarriedOutLeavesTheRunUndecided() {
    Check broken = new Check("same", "", null, null, "{}");

    assertThat(of(Check.answer("like", "yes"), broken).undecided()).isTrue();
    assertThat(of(Check.answer("like", "yes"), broken).accepted()).isFalse();
    assertThat(of(Check.answer("like", "no"), broken).undecided()).isFalse();
    assertThat(of(Check.answer("like", "no"), broken).incomplete()).isTrue();
  }

  @Test
  void evaluatorThatIsNotThereDecidesNothing() {
    Evaluation verdict = of(Check.answer("other", "yes"));

    assertThat(verdict.undecided()).isTrue();
    assertThat(verdict.differences())
        .containsExactly("other: there is no such evaluator; there are like, same");
  }

  @Test
  void groundTruthDecidesOnlyWhereThereAreNoChecks() {
    Task bare = new Task("t", "", new GroundTruth(List.of(), List.of("yes"), null));

    assertThat(Evaluations.of(bare, OUTPUT, List.of(SAME, LIKE))).isEmpty();
    assertThat(SAME.isAsked(bare)).isTrue();
    assertThat(SAME.isAsked(task(Check.answer("like", "yes")))).isFalse();
    assertThat(SAME.judges(task(Check.answer("like", "yes")))).isFalse();
  }

  @Test
  void verdictRestsOnAnOpinionWhenItWouldBeAnotherWithoutIt() {
    CheckResult passed = CheckResult.passed(Check.answer("same", "yes"));
    CheckResult failed = CheckResult.failed(Check.answer("same", "no"), "no");

    assertThat(Evaluation.of(List.of(passed.asOpinion())).restsOnOpinion()).isTrue();
    assertThat(Evaluation.of(List.of(passed, failed.asOpinion())).restsOnOpinion()).isTrue();
    assertThat(Evaluation.of(List.of(passed, passed.asOpinion())).restsOnOpinion()).isFalse();
    assertThat(Evaluation.of(List.of(failed, failed.asOpinion())).restsOnOpinion()).isFalse();
    assertThat(Evaluation.of(List.of(passed)).restsOnOpinion()).isFalse();
  }

  @Test
  void scoreOfWhatIsNotRightStaysBelowOne() {
    CheckResult nearly = CheckResult.of(Check.answer("same", "x"), 1, List.of("a trifle"));

    assertThat(nearly.score()).isLessThan(1);
    assertThat(Evaluation.of(List.of(nearly)).score()).isLessThan(1);
    assertThatThrownBy(() -> new CheckResult("same", Verdict.PASSED, 0.9, List.of(), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Task task(Check... checks) {
    return new Task("t", "", null, List.of(), List.of(checks), null, List.of());
  }

  private static Evaluation of(Check... checks) {
    return Evaluations.of(task(checks), OUTPUT, List.of(SAME, LIKE)).orElseThrow();
  }
}
