package dev.trace2skill.consolidate.merge.bench;

import dev.trace2skill.consolidate.merge.Group;
import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.consolidate.merge.Merged;
import dev.trace2skill.consolidate.merge.Merging;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.llm.bench.ModelServer;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Merges made-up lessons through everything that stands between the tree and a model.
 *
 * @param provider speaks OpenAI's chat protocol
 * @param latency of a call on average
 */
public record MergeBench(LLMProvider provider, MergeSettings settings, Duration latency) {

  /**
   * What one merge took.
   *
   * @param left lessons that still stand, of which {@code distinct} really differ
   * @param requests as the server counted them
   * @param publishedCalls what the reference code takes, by the lessons that really differ
   * @param publishedMerges of which it takes for merging alone
   * @param publishedRounds how often it waits for a whole set of calls
   */
  public record Round(
      int lessons,
      int distinct,
      int left,
      int calls,
      long requests,
      int rounds,
      double seconds,
      int publishedCalls,
      int publishedMerges,
      int publishedRounds) {}

  /**
   * Merges once.
   *
   * @param journal a folder; what it holds already is not asked for
   */
  public Round run(int lessons, int distinct, Path journal) throws IOException {
    List<Group> groups = Topics.lessons(lessons, distinct);
    try (ModelServer server = ModelServer.start(latency, Topics::answer);
        Talks talks = open(settings(server), journal)) {
      Merging merging =
          new Merging(settings, Sampling.of(4_096), Topics.BASE, (one, other) -> true);
      long started = System.nanoTime();
      Merged merged = merging.start(groups, talks).join();
      double seconds = (System.nanoTime() - started) / 1e9;
      PublishedTree published = PublishedTree.of(lessons);
      return new Round(
          lessons,
          distinct,
          lessons - merged.equal().size(),
          merged.calls(),
          server.requests(),
          merged.rounds(),
          seconds,
          published.calls(distinct),
          published.merges(),
          published.rounds());
    }
  }

  private Talks open(LlmSettings llm, Path journal) {
    SerializableConfiguration files = new SerializableConfiguration(new Configuration());
    return Talks.open(
        provider, llm, new Journal(journal.toString(), files), "bench", "bench", llm.share(1));
  }

  private static LlmSettings settings(ModelServer server) {
    return new LlmSettings(
        new LLMEndpoint(
            "openai-compatible", server.baseUrl(), "bench", Secret.NONE, Duration.ofMinutes(1)),
        new Prices(1, 1, 1, 1),
        Sampling.of(4_096),
        32,
        LlmSettings.DEFAULT_ATTEMPTS,
        Duration.ofMinutes(30),
        null,
        Budget.UNLIMITED,
        false);
  }
}
