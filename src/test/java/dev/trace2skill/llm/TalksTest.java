package dev.trace2skill.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.llm.FakeModel.Act;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TalksTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final VirtualTime time = VirtualTime.inOrder();

  @Test
  void talkComesToItsResultAndEveryCallHasItsRow() {
    FakeModel model = answering();

    List<Talk<String>> talks = scene(model).hold(3, "a");

    assertThat(talks.get(0).ending()).isEqualTo(Ending.DONE);
    assertThat(talks.get(0).result()).isEqualTo("0;1;2;");
    assertThat(talks.get(0).calls())
        .extracting(LlmCall::turn, LlmCall::requestCount, LlmCall::fromJournal, LlmCall::usage)
        .containsExactly(
            tuple(0, 1, false, new Usage(10L, 5L, null, null, 0.06)),
            tuple(1, 1, false, new Usage(10L, 5L, null, null, 0.06)),
            tuple(2, 1, false, new Usage(10L, 5L, null, null, 0.06)));
    assertThat(talks.get(0).calls().get(0).latencyMillis()).isEqualTo(100);
  }

  @Test
  void nextRunAsksOnlyWhatIsMissing() {
    scene(answering()).hold(2, "a", "b");
    FakeModel second = answering();

    List<Talk<String>> talks = scene(second).next("run-2", second).hold(3, "a", "b", "c");

    // One more of each talk that had two, and all three of the new one.
    assertThat(second.requests).hasSize(5);
    assertThat(talks).extracting(Talk::ending).containsOnly(Ending.DONE);
    List<LlmCall> first = talks.get(0).calls();
    assertThat(first)
        .extracting(LlmCall::runId, LlmCall::fromJournal, LlmCall::requestCount)
        .containsExactly(
            tuple("run-1", false, 1),
            tuple("run-2", true, 0),
            tuple("run-1", false, 1),
            tuple("run-2", true, 0),
            tuple("run-2", false, 1));
    assertThat(first.get(1).usage()).isNull();
    assertThat(first.get(0).usage()).isEqualTo(new Usage(10L, 5L, null, null, 0.06));
  }

  @Test
  void taskThatIsTriedAgainFindsWhatItPaidAndItsBudgetCountsIt() {
    scene(answering()).hold(2, "a");
    FakeModel second = answering();

    Talks talks = scene(second).open();
    CompletableFuture<Talk<String>> talk = talks.hold(Scene.about("a"), Scene.talk("a", 2));
    time.run();

    assertThat(second.requests).isEmpty();
    assertThat(talk.join().calls())
        .extracting(LlmCall::runId, LlmCall::fromJournal)
        .containsExactly(tuple("run-1", false), tuple("run-1", false));
    assertThat(talks.spent()).isEqualTo(new Spent(2, 30, 0.12));
  }

  @Test
  void sameQuestionOfTwoTalksIsPaidOnce() {
    FakeModel model = answering();
    Talks talks = scene(model).open();

    CompletableFuture<Talk<String>> one = talks.hold(Scene.about("x"), Scene.talk("same", 1));
    CompletableFuture<Talk<String>> two = talks.hold(Scene.about("y"), Scene.talk("same", 1));
    time.run();

    assertThat(model.requests).hasSize(1);
    assertThat(talks.spent().calls()).isEqualTo(1);
    assertThat(two.join().result()).isEqualTo(one.join().result());
    assertThat(two.join().calls())
        .extracting(LlmCall::subjectId, LlmCall::fromJournal)
        .containsExactly(tuple("x", false), tuple("y", true));
  }

  @Test
  void replayNeverAsks() {
    scene(answering()).hold(1, "a");
    FakeModel second = answering();
    Scene replay = scene(second).with(4, null, Budget.UNLIMITED, true);

    List<Talk<String>> talks = replay.hold(1, "a", "b");

    assertThat(talks).extracting(Talk::ending).containsExactly(Ending.DONE, Ending.NOT_RECORDED);
    assertThat(second.requests).isEmpty();
    assertThat(talks.get(1).calls()).isEmpty();
  }

  @Test
  void damagedEntryIsAskedAgainAndReplaced() throws Exception {
    scene(answering()).hold(1, "a");
    for (Path file : entries()) {
      Files.write(file, new byte[100]);
    }
    FakeModel second = answering();

    scene(second).hold(1, "a");
    FakeModel third = answering();
    scene(third).hold(1, "a");

    assertThat(second.requests).hasSize(1);
    assertThat(third.requests).isEmpty();
  }

  @Test
  void entryOfAnotherVersionIsAskedAgainAndReplaced() throws Exception {
    scene(answering()).hold(1, "a");
    String key = entries().get(0).getFileName().toString().replace(".json", "");
    Scene.journal(folder).replace(key, "{\"version\":0}");
    FakeModel second = answering();

    scene(second).hold(1, "a");

    assertThat(second.requests).hasSize(1);
    assertThat(Scene.journal(folder).find(key)).get().asString().startsWith("{\"version\":1,");
  }

  @Test
  void answerThatStoodFirstIsTheOneThatIsUsed() {
    // Another process writes between our look and our own answer.
    FakeModel model =
        new FakeModel(
            time,
            i -> {
              VirtualTime own = VirtualTime.inOrder();
              FakeModel another = new FakeModel(own, j -> Act.answer(1, "theirs"));
              Scene there = Scene.of(folder, own, another).next("run-2", another);
              assertThat(there.hold(1, "a")).hasSize(1);
              return Act.answer(1, "mine");
            });

    Talk<String> talk = scene(model).hold(1, "a").get(0);

    assertThat(talk.result()).isEqualTo("theirs");
    assertThat(talk.calls())
        .extracting(LlmCall::runId, LlmCall::fromJournal)
        .containsExactly(tuple("run-1", false), tuple("run-2", false));
  }

  @Test
  void closingCancelsWhatIsUnderWay() {
    FakeModel model = new FakeModel(time, i -> Act.answer(10_000, "late"));
    Talks talks = scene(model).open();
    List<CompletableFuture<Talk<String>>> futures =
        Stream.of("a", "b", "c", "d", "e", "f")
            .map(s -> talks.hold(Scene.about(s), Scene.talk(s, 1)))
            .toList();
    time.run(SECOND);

    talks.close();
    time.run();

    assertThat(futures).allMatch(CompletableFuture::isCancelled);
    assertThat(model.requests).hasSize(4);
    assertThat(model.cancelled).isEqualTo(4);
  }

  @Test
  void cancelledTalkEndsItsCallAndLeavesTheOthers() {
    FakeModel model = new FakeModel(time, i -> Act.answer(10_000, "yes"));
    Talks talks = scene(model).open();
    CompletableFuture<Talk<String>> one = talks.hold(Scene.about("a"), Scene.talk("a", 1));
    CompletableFuture<Talk<String>> two = talks.hold(Scene.about("b"), Scene.talk("b", 1));
    time.run(SECOND);

    one.cancel(true);
    time.run();

    assertThat(model.cancelled).isEqualTo(1);
    assertThat(two.join().result()).isEqualTo("yes");
  }

  @Test
  void talksThatAreFurtherAlongGoFirst() {
    FakeModel model = answering();
    String[] subjects = {"a", "b", "c", "d", "e", "f"};

    scene(model).with(1, null, Budget.UNLIMITED, false).hold(3, subjects);

    // While one talk makes up its next question, the next one uses the time; a third waits.
    assertThat(model.requests)
        .extracting(request -> request.messages().size())
        .containsExactly(1, 1, 3, 3, 5, 5, 1, 1, 3, 3, 5, 5, 1, 1, 3, 3, 5, 5);
  }

  @Test
  void requestsKeepTheirDistance() {
    FakeModel model = answering();

    scene(model).with(4, 60, Budget.UNLIMITED, false).hold(2, "a", "b", "c");

    assertThat(model.times)
        .containsExactlyElementsOf(
            IntStream.range(0, 6).mapToObj(i -> Duration.ofSeconds(i)).toList());
  }

  private List<Path> entries() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private FakeModel answering() {
    return new FakeModel(time, i -> Act.answer(100, i + ";"));
  }

  private Scene scene(FakeModel model) {
    return Scene.of(folder, time, model);
  }
}
