package dev.trace2skill.consolidate.merge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.consolidate.merge.bench.MergeBench.Round;
import dev.trace2skill.llm.Providers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeBenchTest {

  @TempDir private Path folder;

  @Test
  void requestsAreCountedAndEverythingAlikeIsFound() throws Exception {
    MergeBench bench =
        new MergeBench(
            Providers.of("openai-compatible"), MergeSettings.DEFAULT, Duration.ofMillis(20));

    Round round = bench.run(64, 49, folder);

    assertThat(round.left()).isEqualTo(49);
    assertThat(round.requests()).isEqualTo(3);
    assertThat(round.calls()).isEqualTo(3);
    assertThat(round.rounds()).isEqualTo(2);
    assertThat(round.seconds()).isGreaterThan(0.03);
    assertThat(round.publishedCalls()).isEqualTo(130);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 4, 2",
    "64, 17, 3",
    "100, 25, 3",
    "200, 51, 4",
    "400, 100, 4",
    "1000, 251, 5",
    "7, 1, 1",
  })
  void publishedTreeIsCountedByItsRules(int patches, int merges, int levels) {
    PublishedTree tree = PublishedTree.of(patches);

    // A remainder of two is spread over the one part there is: seven patches in one merge.
    assertThat(tree.merges()).isEqualTo(merges);
    assertThat(tree.levels()).isEqualTo(levels);
  }
}
