package dev.trace2skill.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.llm.FakeModel.Act;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A budget is never exceeded, whatever the calls turn out to take and in whatever order. */
class BudgetHoldsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void budgetIsKeptInEveryOrderOfEvents(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    VirtualTime time = VirtualTime.shuffled(seed);
    FakeModel model = new FakeModel(time, i -> act(random));
    Budget budget =
        switch ((int) (seed % 3)) {
          case 0 -> new Budget(40L, null, null, null);
          case 1 -> new Budget(null, 20_000L, null, null);
          default -> new Budget(null, null, 30.0, null);
        };
    Talks talks = Scene.of(folder, time, model).with(8, null, budget, false).open();

    List<CompletableFuture<Talk<String>>> futures =
        IntStream.range(0, 60)
            .mapToObj(i -> talks.hold(Scene.about("s" + i), Scene.talk("s" + i, 3)))
            .toList();
    time.run();
    List<LlmCall> ledger = Scene.ledger(futures.stream().map(CompletableFuture::join).toList());
    Spent counted = ledger.stream().map(Spent::of).reduce(Spent.NOTHING, Spent::plus);

    assertThat(budget.calls() == null || talks.spent().calls() <= budget.calls()).isTrue();
    assertThat(budget.tokens() == null || talks.spent().tokens() <= budget.tokens()).isTrue();
    assertThat(budget.usd() == null || talks.spent().usd() <= budget.usd()).isTrue();
    assertThat(counted.tokens()).isLessThanOrEqualTo(talks.spent().tokens());
    assertThat(counted.usd()).isLessThanOrEqualTo(talks.spent().usd() + 1e-9);
    assertThat(counted.calls()).isEqualTo(model.requests.size());
    assertThat(model.mostInFlight).isLessThanOrEqualTo(8);
    assertThat(futures)
        .extracting(talk -> talk.join().ending())
        .contains(Ending.BUDGET)
        .doesNotContain(Ending.MISCONFIGURED);
  }

  /** Answers of every size up to the most that was announced, and failures of every kind. */
  private static Act act(SplittableRandom random) {
    long millis = random.nextLong(1, 2000);
    int dice = random.nextInt(20);
    if (dice == 0) {
      return new Act(millis, null, new LLMException(Kind.OVERLOADED, "429"));
    }
    if (dice == 1) {
      return new Act(millis, null, new LLMException(Kind.UNAVAILABLE, "cut"));
    }
    if (dice == 2) {
      return new Act(millis, null, new LLMException(Kind.REJECTED, "400"));
    }
    Usage usage =
        dice == 3
            ? Usage.NONE
            : new Usage(random.nextLong(500), random.nextLong(6), null, random.nextLong(400), null);
    return new Act(millis, FakeModel.reply("word", usage), null);
  }

  @Test
  void whatOneCallLeavesAnotherMayTake() {
    VirtualTime time = VirtualTime.inOrder();
    FakeModel model = new FakeModel(time, i -> Act.answer(10, "yes"));
    // One worst case fits in, and then many times what a call really takes.
    Scene scene = Scene.of(folder, time, model).with(new Budget(null, 1_400L, null, null));

    List<Talk<String>> talks = scene.hold(1, "a", "b", "c", "d");

    assertThat(model.mostInFlight).isEqualTo(1);
    assertThat(talks).extracting(Talk::ending).containsOnly(Ending.DONE);
  }

  @Test
  void answerThatWasLostCountsWithItsWorstCaseAndOneThatWasRefusedWithNothing() {
    VirtualTime time = VirtualTime.inOrder();
    FakeModel losing = new FakeModel(time, i -> Act.fail(Kind.UNAVAILABLE));
    Talks lost = Scene.of(folder, time, losing).open();
    Talks refused =
        Scene.of(folder, time, new FakeModel(time, i -> Act.fail(Kind.OVERLOADED))).open();

    var unused = lost.hold(Scene.about("a"), Scene.talk("a", 1));
    var unused2 = refused.hold(Scene.about("b"), Scene.talk("b", 1));
    time.run();

    double worst = Scene.PRICES.worstCase(losing.requests.get(0));
    assertThat(lost.spent().usd()).isCloseTo(4 * worst, within(1e-6));
    assertThat(refused.spent()).isEqualTo(new Spent(8, 0, 0));
  }

  @Test
  void talkThatEndsOnBudgetSaysWhy() {
    VirtualTime time = VirtualTime.inOrder();
    FakeModel model = new FakeModel(time, i -> Act.answer(10, "yes"));
    Scene scene = Scene.of(folder, time, model).with(new Budget(2L, null, null, null));

    List<Talk<String>> talks = scene.hold(3, "a", "b");

    assertThat(talks).extracting(Talk::ending).containsOnly(Ending.BUDGET);
    assertThat(talks).extracting(Talk::detail).containsOnly("the budget of 2 calls is used up");
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void callThatIsTooBigForTheWholeBudgetDoesNotKeepOthersFromTheirs() {
    VirtualTime time = VirtualTime.inOrder();
    FakeModel model = new FakeModel(time, i -> Act.answer(10, "yes"));
    Scene scene = Scene.of(folder, time, model).with(new Budget(null, 3_000L, null, null));

    List<Talk<String>> talks = scene.hold(1, "long ".repeat(1000), "b");

    assertThat(talks).extracting(Talk::ending).containsExactly(Ending.BUDGET, Ending.DONE);
  }

  @Test
  void runThatStoppedOnItsBudgetIsFinishedByTheNext() {
    VirtualTime time = VirtualTime.inOrder();
    FakeModel model = new FakeModel(time, i -> Act.answer(10, i + ";"));
    Scene scene = Scene.of(folder, time, model);
    String[] subjects = {"a", "b", "c", "d"};

    List<Talk<String>> all =
        new ArrayList<>(scene.with(new Budget(5L, null, null, null)).hold(3, subjects));
    all.addAll(scene.next("run-2", model).hold(3, subjects));

    assertThat(all.subList(4, 8)).extracting(Talk::ending).containsOnly(Ending.DONE);
    assertThat(model.requests).hasSize(12);
    assertThat(Scene.requests(Scene.ledger(all))).isEqualTo(12);
  }

  @Test
  void nothingIsSentWhenTheTimeIsOver() {
    VirtualTime time = VirtualTime.inOrder();
    FakeModel model = new FakeModel(time, i -> Act.answer(10_000, "yes"));
    Budget budget = new Budget(null, null, null, Duration.ofSeconds(25));
    Scene scene = Scene.of(folder, time, model).with(1, null, budget, false);

    List<Talk<String>> talks = scene.hold(1, "a", "b", "c", "d");

    assertThat(model.requests).hasSize(3);
    assertThat(talks.get(3).ending()).isEqualTo(Ending.BUDGET);
    assertThat(talks.get(3).detail()).isEqualTo("the time of PT25S is over");
  }

  @Test
  void waitThatEndsAfterTheTimeIsNotBegun() {
    VirtualTime time = VirtualTime.inOrder();
    FakeModel model = new FakeModel(time, i -> Act.overloaded(Duration.ofMinutes(10)));
    Budget budget = new Budget(null, null, null, Duration.ofMinutes(5));

    Talk<String> talk = Scene.of(folder, time, model).with(budget).hold(1, "a").get(0);

    assertThat(talk.ending()).isEqualTo(Ending.BUDGET);
    assertThat(Scene.requests(talk.calls())).isEqualTo(1);
  }

  @Test
  void sharesAreNoMoreThanTheWhole() {
    Budget share = new Budget(10L, 100L, 1.0, Duration.ofHours(1)).share(3);

    assertThat(share.calls()).isEqualTo(3);
    assertThat(share.tokens()).isEqualTo(33);
    assertThat(share.usd()).isBetween(0.333, 1.0 / 3);
    assertThat(share.time()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatIsLeftIsNeverLessThanNothing() {
    Budget left = new Budget(10L, 100L, 1.0, null).minus(new Spent(3, 200, 0.25));

    assertThat(left).isEqualTo(new Budget(7L, 0L, 0.75, null));
  }

  @Test
  void budgetInMoneyNeedsPrices() {
    LlmSettings settings =
        Scene.of(folder, VirtualTime.inOrder(), new FakeModel(VirtualTime.inOrder(), i -> null))
            .settings();

    assertThatThrownBy(
            () ->
                new LlmSettings(
                    settings.endpoint(),
                    null,
                    settings.sampling(),
                    1,
                    1,
                    Duration.ofHours(1),
                    null,
                    new Budget(null, null, 5.0, null),
                    false))
        .hasMessage("a budget in USD needs the model's prices");
  }
}
