package dev.trace2skill.consolidate.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.consolidate.merge.bench.Topics;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging through the call layer: what is paid for stays paid for. */
class MergeJournalTest {

  private static final List<Group> LESSONS = Topics.lessons(200, 117);

  @TempDir private Path folder;

  /** A model that says nothing any more after so many answers. */
  private static final class Model implements LLMProvider {

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final int most;
    private int answered;

    Model(int most) {
      this.most = most;
    }

    @Override
    public String protocol() {
      return "played";
    }

    @Override
    public synchronized CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
      asked.merge(request.json(), 1, Integer::sum);
      if (answered == most) {
        return new CompletableFuture<>();
      }
      answered++;
      return CompletableFuture.completedFuture(
          Groups.says(Topics.answer(request.messages().get(0).text())));
    }
  }

  @Test
  void killedMergeAsksNothingTwiceThatWasAnswered() throws Exception {
    Model dies = new Model(5);
    try (Talks talks = open(dies, "run-1", Budget.UNLIMITED)) {
      var unused = merging().start(LESSONS, talks);
      for (int i = 0; i < 500 && entries() < 5; i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    assertThat(dies.asked).hasSize(7);

    Model lives = new Model(100);
    Merged merged = merge(lives, "run-2", Budget.UNLIMITED);

    assertThat(merged.equal()).hasSize(83);
    assertThat(merged.calls()).isEqualTo(8);
    // Two that were in flight, and the root.
    assertThat(lives.asked).hasSize(3);

    Model idle = new Model(100);
    assertThat(merge(idle, "run-3", Budget.UNLIMITED)).isEqualTo(merged);
    assertThat(idle.asked).isEmpty();
  }

  @Test
  void budgetStopsTheMergeAndAnotherRunGoesOn() {
    Model model = new Model(100);

    Merged poor = merge(model, "run-1", new Budget(3L, null, null, null));

    assertThat(poor.stoppedOnBudget()).isTrue();
    assertThat(poor.calls()).isEqualTo(3);
    assertThat(model.asked).hasSize(3);
    assertThat(poor.equal().size()).isBetween(1, 82);

    Merged rich = merge(model, "run-2", Budget.UNLIMITED);

    assertThat(rich.stoppedOnBudget()).isFalse();
    assertThat(rich.equal()).hasSize(83);
    assertThat(model.asked).hasSize(8).allSatisfy((json, times) -> assertThat(times).isEqualTo(1));
  }

  private Merged merge(Model model, String run, Budget budget) {
    try (Talks talks = open(model, run, budget)) {
      return merging().start(LESSONS, talks).join();
    }
  }

  private static Merging merging() {
    return new Merging(MergeSettings.DEFAULT, Sampling.of(1_000), Topics.BASE, Groups.SAME_KIND);
  }

  private Talks open(LLMProvider model, String run, Budget budget) {
    LlmSettings settings =
        new LlmSettings(
            new LLMEndpoint("played", "played://", "played", Secret.NONE, Duration.ofMinutes(1)),
            new Prices(1, 1, 1, 1),
            Sampling.of(1_000),
            32,
            LlmSettings.DEFAULT_ATTEMPTS,
            Duration.ofMinutes(10),
            null,
            budget,
            false);
    Journal journal =
        new Journal(
            folder.resolve("journal").toString(),
            new SerializableConfiguration(new Configuration()));
    return Talks.open(model, settings, journal, run, "consolidate", settings.share(1));
  }

  private long entries() throws IOException {
    Path journal = folder.resolve("journal");
    if (!Files.exists(journal)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(journal)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
