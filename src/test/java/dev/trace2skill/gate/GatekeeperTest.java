package dev.trace2skill.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trial;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.model.Verdict.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatekeeperTest {

  private static final GateSettings SETTINGS = GateSettings.DEFAULT;

  @Test
  void whatEachLookMaySpendAddsUpToTheErrorRate() {
    assertThat(Spending.at(0.05, 1, 1)).isEqualTo(0.05, within(1e-12));
    // 2 - 2 Φ(1.95996 / √½)
    assertThat(Spending.at(0.05, 1, 2)).isEqualTo(0.00557, within(1e-5));
    assertThat(Spending.at(0.05, 1, 3) + Spending.at(0.05, 2, 3) + Spending.at(0.05, 3, 3))
        .isEqualTo(0.05, within(1e-12));
  }

  @Test
  void tasksThatItTakesAreSaidBeforeTheFirstRun() {
    GateSettings one = new GateSettings(0.05, 0.2, 0.8, 1, 2, true, false, 0);

    Plan plan = new Gatekeeper(one, 1).plan(40);

    // (1.645 + 0.842)² / (2 · 2 · 0.2²) = 38.6
    assertThat(plan.neededTaskCount()).isEqualTo(39);
    assertThat(plan.detectableEffect()).isEqualTo(0.1966, within(1e-4));
  }

  @Test
  void whatIsClearlyBetterIsAcceptedAtTheFirstLook() {
    List<String> tried = new ArrayList<>();
    Trials trials = Played.by((arm, task, trial) -> arm == 1 || task % 4 == 0, 2, 1);

    Ruling ruling =
        new Gatekeeper(SETTINGS, 1)
            .judge(
                Played.tasks(40),
                ids -> {
                  tried.addAll(ids);
                  return trials.of(ids);
                });

    assertThat(ruling.decision()).isEqualTo(Decision.ACCEPT);
    assertThat(ruling.reason())
        .startsWith(
            "it is better than the base: 20 tasks, 25 % of runs succeed with the base and 100 %"
                + " with the version, +75 points");
    assertThat(ruling.lookCount()).isEqualTo(1);
    assertThat(tried).hasSize(20).doesNotHaveDuplicates();
    assertThat(ruling.noise().effect()).isZero();
    assertThat(ruling.score().effect()).isEqualTo(0.75);
  }

  @Test
  void whatIsTheSameIsNotBetter() {
    Trials same = Played.by((arm, task, trial) -> task % 2 == 0, 2, 1);
    GateSettings more = new GateSettings(0.05, 0.1, 0.8, 2, 1, true, false, 0);

    Ruling ruling = new Gatekeeper(more, 1).judge(Played.tasks(40), same);

    assertThat(ruling.decision()).isEqualTo(Decision.REJECT);
    assertThat(ruling.reason()).startsWith("it is not better by the +10 points that are required");
    assertThat(ruling.result().winCount() + ruling.result().lossCount()).isZero();
    assertThat(ruling.lookCount()).isEqualTo(2);
    // So few tasks without a difference do not rule out one of 10 points.
    assertThat(new Gatekeeper(more, 1).judge(Played.tasks(20), same).decision())
        .isEqualTo(Decision.INCONCLUSIVE);
  }

  @Test
  void littleEvidenceIsInconclusive() {
    Ruling ruling = judge((arm, task, trial) -> arm == 1 ? task % 10 < 6 : task % 10 < 5);

    assertThat(ruling.decision()).isEqualTo(Decision.INCONCLUSIVE);
  }

  @Test
  void aFamilyThatGoesWorseIsEnoughToReject() {
    // Odd tasks all get better; of the even ones half get worse.
    Ruling ruling =
        judge((arm, task, trial) -> task % 2 == 1 ? arm == 1 : arm == 0 || task % 4 == 0);

    assertThat(ruling.result().effect()).isPositive();
    assertThat(ruling.decision()).isEqualTo(Decision.REJECT);
    assertThat(ruling.reason()).startsWith("tasks of even go worse: ");
  }

  @Test
  void effectMustBeLargerThanTheNoise() {
    // The base differs from itself on two tasks of five, now this way, now that.
    Ruling ruling =
        judge(
            (arm, task, trial) ->
                arm == 1
                    ? task < 24
                    : trial == 0 ? task < 16 : task % 5 < 2 ? task >= 16 : task < 16);

    assertThat(ruling.result().pValue()).isLessThan(0.005);
    assertThat(ruling.decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(ruling.reason()).contains("but not by more than the base differs from itself");
  }

  @Test
  void runsThatBrokeDownCountForNeitherSide() {
    List<Trial> all = new ArrayList<>();
    for (HeldOut task : Played.tasks(6)) {
      all.add(Played.trial(0, task.taskId(), 0, false));
      all.add(
          task.family().equals("odd")
              ? new Trial(1, task.taskId(), 0, 0, Outcome.INFRA, null, false)
              : Played.trial(1, task.taskId(), 0, true));
    }

    Ruling ruling = new Gatekeeper(SETTINGS.plain(), 1).judge(Played.tasks(6), ids -> all);

    assertThat(ruling.result().taskCount()).isEqualTo(3);
    assertThat(ruling.result().baseRate()).isZero();
    assertThat(ruling.tasks()).allMatch(task -> task.family().equals("even"));
  }

  @Test
  void whatOnlyAModelThinksDoesNotCountUnlessTheConfSaysSo() {
    Trials opinions =
        ids ->
            Played.by((arm, task, trial) -> arm == 1, 1, 1).of(ids).stream()
                .map(
                    t ->
                        new Trial(
                            t.arm(), t.taskId(), t.trial(), t.seed(), t.outcome(), null, true))
                .toList();

    Ruling strict = new Gatekeeper(SETTINGS.plain(), 1).judge(Played.tasks(20), opinions);
    GateSettings lenient = new GateSettings(0.05, 0.05, 0.8, 1, 1, false, true, 0);
    Ruling given = new Gatekeeper(lenient, 1).judge(Played.tasks(20), opinions);

    assertThat(strict.decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(strict.reason())
        .isEqualTo(
            "no held-out task was tried and judged with both skills; 40 runs that only a model's"
                + " opinion judges do not count");
    assertThat(given.decision()).isEqualTo(Decision.ACCEPT);
    assertThat(given.score()).isNull();
  }

  private static Ruling judge(Played.Agent agent) {
    return new Gatekeeper(SETTINGS, 1).judge(Played.tasks(40), Played.by(agent, 2, 1));
  }
}
