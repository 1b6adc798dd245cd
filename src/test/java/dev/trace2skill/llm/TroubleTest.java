package dev.trace2skill.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.llm.FakeModel.Act;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of talks when something goes wrong. */
class TroubleTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final VirtualTime time = VirtualTime.inOrder();

  @Test
  void overloadIsTriedAgainLaterAndInTheLedger() {
    Duration wait = Duration.ofSeconds(20);
    FakeModel model =
        new FakeModel(time, i -> i == 0 ? Act.overloaded(wait) : Act.answer(100, "yes"));

    Talk<String> talk = scene(model).hold(1, "a").get(0);

    assertThat(talk.result()).isEqualTo("yes");
    assertThat(model.times.get(1)).isBetween(wait, wait.plus(SECOND).plusMillis(1));
    assertThat(talk.calls())
        .extracting(LlmCall::requestCount, LlmCall::overloadedCount)
        .containsExactly(tuple(2, 1));
    assertThat(talk.calls().get(0).latencyMillis()).isGreaterThanOrEqualTo(20_100);
  }

  @Test
  void modelThatStaysOverloadedIsGivenUp() {
    FakeModel model = new FakeModel(time, i -> Act.fail(Kind.OVERLOADED));

    Talk<String> talk = scene(model).hold(1, "a").get(0);

    assertThat(talk.ending()).isEqualTo(Ending.UNANSWERED);
    assertThat(talk.detail()).isEqualTo("no answer to 8 requests: OVERLOADED");
    assertThat(model.requests).hasSize(8);
    assertThat(talk.calls()).extracting(LlmCall::requestCount).containsExactly(8);
    assertThat(talk.calls().get(0).usage()).isNull();
  }

  @Test
  void lostAnswersAreGivenUpSooner() {
    FakeModel model = new FakeModel(time, i -> Act.fail(Kind.UNAVAILABLE));

    Talk<String> talk = scene(model).hold(1, "a").get(0);

    assertThat(talk.detail()).isEqualTo("no answer to 4 requests: UNAVAILABLE");
  }

  @Test
  void rejectedRequestIsNotSentAgainAndOtherTalksGoOn() {
    FakeModel model =
        new FakeModel(time, i -> i == 0 ? Act.fail(Kind.REJECTED) : Act.answer(1, "yes"));

    List<Talk<String>> talks = scene(model).hold(1, "a", "b");

    assertThat(talks).extracting(Talk::ending).containsExactly(Ending.UNANSWERED, Ending.DONE);
    assertThat(talks.get(0).calls()).extracting(LlmCall::error).containsExactly("REJECTED");
  }

  @Test
  void wrongKeyStopsEverythingThatWouldBeSent() {
    FakeModel model = new FakeModel(time, i -> Act.fail(Kind.MISCONFIGURED));
    String[] subjects = IntStream.range(0, 50).mapToObj(Integer::toString).toArray(String[]::new);

    List<Talk<String>> talks = scene(model).hold(1, subjects);

    assertThat(talks).extracting(Talk::ending).containsOnly(Ending.MISCONFIGURED);
    assertThat(model.requests).hasSize(4); // the window
  }

  @Test
  void missingKeyIsAMisconfigurationToo() {
    FakeModel model =
        new FakeModel(
            time,
            i -> {
              throw new UserError("no key: the environment variable KEY is not set");
            });

    Talk<String> talk = scene(model).hold(1, "a").get(0);

    assertThat(talk.ending()).isEqualTo(Ending.MISCONFIGURED);
    assertThat(talk.detail()).isEqualTo("no key: the environment variable KEY is not set");
  }

  @Test
  void silentProviderIsCutOffAndAskedAgain() {
    FakeModel model = new FakeModel(time, i -> i == 0 ? Act.silence() : Act.answer(1, "yes"));

    Talk<String> talk = scene(model).hold(1, "a").get(0);

    assertThat(talk.result()).isEqualTo("yes");
    assertThat(model.cancelled).isEqualTo(1);
    assertThat(model.times.get(1)).isBetween(Duration.ofSeconds(65), Duration.ofSeconds(66));
  }

  @Test
  void talkThatTakesTooLongEndsWithItsCall() {
    FakeModel model = new FakeModel(time, i -> Act.answer(55_000, "slowly;"));

    Talk<String> talk = scene(model).hold(100, "a").get(0);

    assertThat(talk.ending()).isEqualTo(Ending.UNANSWERED);
    assertThat(talk.detail()).isEqualTo("took longer than PT1H");
    assertThat(model.requests).hasSize(66);
    assertThat(model.cancelled).isEqualTo(1);
    assertThat(Scene.requests(talk.calls())).isEqualTo(66);
  }

  @Test
  void providerThatAsksToWaitLongerThanATalkMayTakeIsNotWaitedFor() {
    FakeModel model = new FakeModel(time, i -> Act.overloaded(Duration.ofDays(1)));

    Talk<String> talk = scene(model).hold(1, "a").get(0);

    assertThat(talk.detail()).isEqualTo("took longer than PT1H: 429");
    assertThat(model.requests).hasSize(1);
  }

  @Test
  void bugInATalkReachesItsCaller() {
    Talks talks = scene(answering()).open();
    Turn<String> broken =
        new Turn.Ask<>(
            ((Turn.Ask<String>) Scene.talk("a", 1)).request(),
            reply -> {
              throw new IllegalStateException("a bug");
            });

    CompletableFuture<Talk<String>> talk = talks.hold(Scene.about("a"), broken);
    time.run();

    assertThatThrownBy(talk::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("a bug");
  }

  @Test
  void journalThatCannotBeWrittenFailsTheTalk() throws Exception {
    Files.writeString(folder.resolve("journal"), "a file where the folder should be");
    Talks talks = scene(answering()).open();

    CompletableFuture<Talk<String>> talk = talks.hold(Scene.about("a"), Scene.talk("a", 1));
    time.run();

    assertThatThrownBy(talk::join).hasMessageContaining("the journal");
  }

  private FakeModel answering() {
    return new FakeModel(time, i -> Act.answer(100, i + ";"));
  }

  private Scene scene(FakeModel model) {
    return Scene.of(folder, time, model);
  }
}
