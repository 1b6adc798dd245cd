package dev.trace2skill.consolidate.merge;

import static dev.trace2skill.store.Tables.LLM_CALLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.consolidate.merge.bench.Topics;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.Faults;
import dev.trace2skill.testing.ModelCounts;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.Said;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging over HTTP, with the ledger. */
@Tag("spark")
class ModelMergeTest {

  private static final List<Group> LESSONS = Topics.lessons(200, 117);

  @TempDir private Path folder;

  @Test
  void everyQuestionIsInTheLedgerAndPaidForOnce() {
    Warehouse warehouse = SparkTest.warehouse(folder);
    Faults faults =
        new Faults(7, 0.1, 0, 0, 0, Duration.ZERO, 0, Duration.ofMillis(5))
            .withLatency(Duration.ofMillis(20), 0.5);
    try (ModelServer server =
        ModelServer.start(0, asked -> Said.text(Topics.answer(asked.last().text())), faults)) {
      ModelMerge replay = merge(warehouse, server, "run-0", Budget.UNLIMITED, true);
      assertThatThrownBy(() -> replay.run(LESSONS, Topics.BASE))
          .isInstanceOf(UserError.class)
          .hasMessage("replay: 8 questions about lessons need answers that are not in the journal");

      ModelMerge poor = merge(warehouse, server, "run-1", new Budget(5L, null, null, null), false);
      assertThat(poor.run(LESSONS, Topics.BASE).stoppedOnBudget()).isTrue();
      assertThat(server.counts().received()).isLessThanOrEqualTo(5);
      // What a run has spent counts, whatever for.
      assertThat(poor.run(LESSONS, Topics.BASE).stoppedOnBudget()).isTrue();
      assertThat(server.counts().received()).isLessThanOrEqualTo(5);

      ModelMerge rich = merge(warehouse, server, "run-2", Budget.UNLIMITED, false);
      MergeForecast before = rich.plan(LESSONS, Topics.BASE);
      Merged merged = rich.run(LESSONS, Topics.BASE);

      assertThat(before.calls() + before.recorded()).isEqualTo(8);
      assertThat(before.calls()).isBetween(3, 7);
      assertThat(before.inputTokens()).isBetween(10_000L, 40_000L);
      assertThat(before.usd()).isPositive();
      assertThat(merged.equal()).hasSize(83);
      assertThat(merged.calls()).isEqualTo(8);
      ModelCounts counts = server.counts();
      List<LlmCall> calls = LLM_CALLS.collect(warehouse.read(LLM_CALLS));
      assertThat(calls)
          .allMatch(call -> call.stage().equals("consolidate") && call.purpose().equals("merge"));
      assertThat(calls.stream().filter(c -> !c.fromJournal()).mapToInt(LlmCall::requestCount).sum())
          .isEqualTo((int) counts.received());
      assertThat(counts.answered()).isEqualTo(8);
      assertThat(counts.billedTwice()).isZero();

      assertThat(replay.run(LESSONS, Topics.BASE)).isEqualTo(merged);
      assertThat(rich.plan(LESSONS, Topics.BASE).calls()).isZero();
      assertThat(server.counts().received()).isEqualTo(counts.received());
    }
  }

  private static ModelMerge merge(
      Warehouse warehouse, ModelServer server, String run, Budget budget, boolean replay) {
    LlmSettings llm =
        new LlmSettings(
            new LLMEndpoint(
                "openai-compatible", server.baseUrl(), "m", Secret.NONE, Duration.ofMinutes(1)),
            new Prices(3, 15, 3, 3),
            Sampling.of(2_000),
            32,
            LlmSettings.DEFAULT_ATTEMPTS,
            Duration.ofMinutes(10),
            null,
            budget,
            replay);
    return new ModelMerge(
        warehouse, llm, MergeSettings.DEFAULT, Groups.SAME_KIND, run, Instant.now());
  }
}
