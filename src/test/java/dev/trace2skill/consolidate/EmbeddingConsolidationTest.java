package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.LLM_CALLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trace2skill.consolidate.merge.EmbeddingMerge;
import dev.trace2skill.consolidate.merge.Group;
import dev.trace2skill.consolidate.merge.Merged;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.UserError;
import dev.trace2skill.skill.Statement;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.ScriptedServer;
import dev.trace2skill.testing.SparkTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lessons that are brought together by vectors from a server on the loopback. */
@Tag("spark")
class EmbeddingConsolidationTest {

  private static final String ASK = "- Check the price with the customer.";
  private static final String CONFIRM = "- Confirm the amount with whoever ordered.";
  private static final String NEVER = "- Never confirm the amount with whoever ordered.";
  private static final String TWICE = "- Confirm the amount 2 times.";
  private static final String GREET = "- Greet the visitor with a smile.";

  /** What is said of money points one way, with a small turn for each text. */
  private static final Map<String, String> VECTORS =
      Map.of(
          ASK, "[1, 0.1, 0]",
          CONFIRM, "[1, 0.2, 0]",
          NEVER, "[1, 0.2, 0]",
          TWICE, "[1, 0.2, 0]",
          GREET, "[0, 0, 1]");

  private final ScriptedServer server = ScriptedServer.start();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private void embeds() {
    server.script(
        exchange -> {
          String asked = server.requests().get(server.requests().size() - 1).body();
          exchange.getResponseHeaders().set("content-type", "application/json");
          byte[] answer = answer(asked).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          try (exchange) {
            exchange.getResponseBody().write(answer);
          }
        });
  }

  private static String answer(String asked) {
    String text =
        VECTORS.keySet().stream()
            .filter(t -> asked.contains('"' + t + '"'))
            .findFirst()
            .orElseThrow();
    return "{\"data\":[{\"embedding\":%s}],\"usage\":{\"prompt_tokens\":10}}"
        .formatted(VECTORS.get(text));
  }

  @Test
  void whatMeansTheSameIsOneLessonWhateverTheOrder() {
    embeds();
    List<Group> groups =
        new ArrayList<>(List.of(group(ASK, 3), group(CONFIRM, 5), group(GREET, 4)));

    Merged merged = merge("w", Budget.UNLIMITED, 0.85, null).run(groups);
    Collections.reverse(groups);
    Merged again = merge("w", Budget.UNLIMITED, 0.85, null).run(groups);

    assertThat(merged.equal()).containsExactly(Map.entry(id(ASK), id(CONFIRM)));
    assertThat(again.equal()).isEqualTo(merged.equal());
    assertThat(server.requests()).as("each text is paid for once").hasSize(3);
    assertThat(merge("w", Budget.UNLIMITED, 0.999, null).preview(groups).equal()).isEmpty();
  }

  @Test
  void whatDeniesOrCountsOtherwiseIsNotCompared() {
    embeds();
    List<Group> groups = List.of(group(CONFIRM, 5), group(NEVER, 3), group(TWICE, 2));

    Merged merged = merge("w", Budget.UNLIMITED, 0.5, null).run(groups);

    assertThat(merged.equal()).isEmpty();
    assertThat(merged.calls()).isZero();
    assertThat(server.requests()).as("each is alone in its kind").isEmpty();
  }

  @Test
  void everyVectorIsARowOfTheLedger() {
    embeds();

    var unused =
        merge("w", Budget.UNLIMITED, 0.85, new Prices(2, 0, 2, 2))
            .run(List.of(group(ASK, 3), group(CONFIRM, 5)));

    List<LlmCall> calls = LLM_CALLS.collect(warehouse("w").read(LLM_CALLS));
    assertThat(calls).hasSize(2);
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.stage()).isEqualTo("consolidate");
              assertThat(call.usage().inputTokens()).isEqualTo(10);
              assertThat(call.usage().costUsd()).isEqualTo(10 * 2 / 1e6);
            });
  }

  @Test
  void withoutVectorsAllStaysAsItIs() {
    embeds();
    List<Group> groups = List.of(group(ASK, 3), group(CONFIRM, 5));

    Merged none = merge("w", new Budget(0L, null, null, null), 0.85, null).run(groups);
    assertThat(none.equal()).isEmpty();
    assertThat(none.stoppedOnBudget()).isTrue();
    assertThat(none.notes()).hasSize(2);
    assertThat(merge("w", Budget.UNLIMITED, 0.85, null).plan(groups).calls()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void refusedKeyIsSaid() {
    server.answers(401, "{\"error\": {\"message\": \"no such key\"}}");

    UserError e =
        catchThrowableOfType(
            UserError.class,
            () ->
                merge("w", Budget.UNLIMITED, 0.85, null)
                    .run(List.of(group(ASK, 3), group(CONFIRM, 5))));

    assertThat(e.getMessage()).contains("401", "no such key");
  }

  private EmbeddingMerge merge(
      String name, Budget budget, double likeness, @Nullable Prices prices) {
    LlmSettings llm =
        new LlmSettings(
            new LLMEndpoint(
                "openai-embeddings",
                server.baseUrl(),
                "small",
                Secret.NONE,
                Duration.ofSeconds(60)),
            prices,
            Sampling.of(1),
            1,
            LlmSettings.DEFAULT_ATTEMPTS,
            Duration.ofMinutes(10),
            null,
            budget,
            false);
    return new EmbeddingMerge(
        warehouse(name),
        llm,
        likeness,
        group -> Kind.of(group.lessonId(), group.edit(), Statement.of(group.edit().text())),
        Kind::mayMerge,
        "run",
        Instant.EPOCH);
  }

  private Warehouse warehouse(String name) {
    return new Warehouse(SparkTest.spark(), folder.resolve(name).toString());
  }

  private static Group group(String text, long runs) {
    return new Group(
        id(text),
        Edit.append(Skill.MAIN_FILE, "How to use this skill", text),
        runs,
        runs,
        List.of());
  }

  private static String id(String text) {
    return "lesson:" + text;
  }
}
