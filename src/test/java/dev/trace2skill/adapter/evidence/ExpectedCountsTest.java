package dev.trace2skill.adapter.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Evidence;
import dev.trace2skill.spi.EvidenceAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Real traces are counted as an independent parser counts them. */
class ExpectedCountsTest {

  @Test
  void tauBenchRunsAreCountedAsExpected() throws IOException {
    compare(
        "tau_bench_v1",
        new TauBench(),
        (expected, run) -> {
          assertTools(expected, run);
          assertThat(run.steps()).hasSize(expected.path("msgs").asInt());
          assertThat(run.taskId()).startsWith("tau-bench/" + expected.path("task").asText() + "-");
          assertThat(run.trial()).isEqualTo(expected.path("trial").asInt());
          assertThat(run.reward()).isEqualTo(expected.path("reward").asDouble());
          assertThat(run.outcome()).isEqualTo(outcome(expected));
          assertThat(run.source().record())
              .isEqualTo(expected.path("id").asText().replaceFirst(".*#", "#"));
          assertPaired(run);
        });
  }

  @Test
  void tau2BenchSimulationsAreCountedAsExpected() throws IOException {
    compare(
        "tau2_bench",
        new Tau2Bench(),
        (expected, run) -> {
          assertTools(expected, run);
          assertThat(run.steps()).hasSize(expected.path("msgs").asInt());
          assertThat(run.sessionId()).isEqualTo(expected.path("id").asText());
          assertThat(run.taskId()).contains("/" + expected.path("task").asText() + "-");
          assertThat(run.reward()).isEqualTo(expected.path("reward").asDouble());
          assertThat(run.outcome()).isEqualTo(outcome(expected));
          assertThat(cost(run)).isCloseTo(expected.path("cost").asDouble(), within(1e-9));
          assertPaired(run);
        });
  }

  @Test
  void claudeCodeSessionsAreCountedAsExpected() throws IOException {
    compare(
        "claude_code_sessions",
        new ClaudeCode(),
        (expected, run) -> {
          assertTools(expected, run);
          assertMessages(expected, run);
          assertTokens(expected.path("tokens"), run);
          assertThat(run.outcome()).isEqualTo(Outcome.UNKNOWN);
          assertThat(run.startedAt()).isEqualTo(Instant.parse(expected.path("t0").asText()));
          assertThat(run.endedAt()).isEqualTo(Instant.parse(expected.path("t1").asText()));
          assertThat(run.query()).isNotBlank();
        });
  }

  private static void compare(
      String folder, EvidenceAdapter adapter, BiConsumer<JsonNode, Trajectory> check)
      throws IOException {
    Path data = SharedData.folder();
    JsonNode counts = new ObjectMapper().readTree(data.resolve("expected_counts.json").toFile());
    Map<String, List<JsonNode>> byFile = new LinkedHashMap<>();
    for (JsonNode row : counts.path(folder)) {
      byFile.computeIfAbsent(row.path("file").asText(), file -> new ArrayList<>()).add(row);
    }
    assertThat(byFile).isNotEmpty();
    for (Map.Entry<String, List<JsonNode>> file : byFile.entrySet()) {
      List<Evidence> evidence = new ArrayList<>();
      adapter.read(TextFile.of(data.resolve(file.getKey()))).forEachRemaining(evidence::add);

      assertThat(evidence).as(file.getKey()).hasSameSizeAs(file.getValue());
      for (int i = 0; i < evidence.size(); i++) {
        Trajectory run = evidence.get(i).trajectory();
        assertThat(run).as(file.getKey() + "#" + i).isNotNull();
        EvidenceAdapterContract.check(run);
        check.accept(file.getValue().get(i), run);
      }
    }
  }

  private static void assertTools(JsonNode expected, Trajectory run) {
    String where = expected.path("id").asText();
    List<ToolResult> results = results(run);
    assertThat(run.steps())
        .as(where)
        .flatExtracting(Step::toolCalls)
        .hasSize(expected.path("tool_calls").asInt());
    assertThat(results).as(where).hasSize(expected.path("tool_results").asInt());
    assertThat(results)
        .as(where)
        .filteredOn(result -> Boolean.TRUE.equals(result.error()))
        .hasSize(expected.path("tool_errors").asInt());
  }

  private static List<ToolResult> results(Trajectory run) {
    return run.steps().stream().flatMap(step -> step.toolResults().stream()).toList();
  }

  private static void assertPaired(Trajectory run) {
    assertThat(results(run))
        .as(run.source().toString())
        .allSatisfy(result -> assertThat(result.callId()).isNotEmpty());
  }

  private static Outcome outcome(JsonNode expected) {
    return Outcome.valueOf(expected.path("outcome").asText().toUpperCase(Locale.ROOT));
  }

  private static double cost(Trajectory run) {
    return run.steps().stream()
        .filter(step -> step.usage() != null && step.usage().costUsd() != null)
        .mapToDouble(step -> step.usage().costUsd())
        .sum();
  }

  /** What the harness says in the agent's place is a message to the oracle and none to us. */
  private static void assertMessages(JsonNode expected, Trajectory run) {
    String where = expected.path("id").asText();
    long messages = run.steps().stream().filter(step -> step.actor() == Actor.AGENT).count();
    assertThat(messages)
        .as(where)
        .isEqualTo(
            expected.path("api_messages").asLong()
                - expected.path("models").path("<synthetic>").asLong());
    assertThat(run.steps().stream().filter(step -> step.actor() == Actor.USER).count())
        .as("prompts of " + where)
        .isBetween(1L, expected.path("human_prompts").asLong());
    expected
        .path("skills")
        .properties()
        .forEach(skill -> assertThat(run.skills()).as(where).contains(skill.getKey()));
    assertThat(run.models())
        .containsExactlyInAnyOrderElementsOf(
            expected.path("models").properties().stream()
                .map(Map.Entry::getKey)
                .filter(model -> !model.startsWith("<"))
                .toList());
    assertThat(run.steps().stream().anyMatch(step -> !step.agentPath().isEmpty()))
        .as("sidechain of " + where)
        .isEqualTo(expected.path("sidechain").asInt() > 0);
    assertThat(run.diagnostics().stream().anyMatch(note -> note.contains("compaction")))
        .isEqualTo(expected.path("compactions").asInt() > 0);
  }

  private static void assertTokens(JsonNode tokens, Trajectory run) {
    assertThat(run.usage()).isNotNull();
    assertThat(run.usage().inputTokens()).isEqualTo(tokens.path("input_tokens").asLong());
    assertThat(run.usage().outputTokens()).isEqualTo(tokens.path("output_tokens").asLong());
    assertThat(run.usage().cacheReadTokens())
        .isEqualTo(tokens.path("cache_read_input_tokens").asLong());
    assertThat(run.usage().cacheWriteTokens())
        .isEqualTo(tokens.path("cache_creation_input_tokens").asLong());
  }
}
