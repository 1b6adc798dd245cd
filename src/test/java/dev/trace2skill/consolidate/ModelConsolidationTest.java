package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.PATCHES;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Skill;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.ScriptedProvider;
import dev.trace2skill.testing.ScriptedProvider.Script;
import dev.trace2skill.testing.SkillsRef;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consolidation with a model that knows that two lessons mean the same. */
@Tag("spark")
class ModelConsolidationTest {

  private static final AgentSkillFormat FORMAT = new AgentSkillFormat();
  private static final Skill BASE = FORMAT.draft("desk", "Handles requests at the desk.");

  private static final String CONFIRM = "- Confirm the amount with the customer, then call `pay`.";
  private static final String AGREE =
      "- Whoever ordered has to agree to the price before `pay` is called.";
  private static final String OTHER = "- Close the drawer in the evening.";
  private static final String WORDED = "- Have the customer agree to the price, then call `pay`.";

  private static final ConsolidateSettings SETTINGS =
      ConsolidateSettings.DEFAULT.withThresholds(4, 2, 1);

  @TempDir private Path folder;

  @Test
  void whatAModelCallsEqualIsCountedByCodeAndSaidInItsWords() {
    Warehouse warehouse = new Warehouse(SparkTest.spark(), folder.toString());
    warehouse.append(PATCHES, patches());
    Script script =
        ScriptedProvider.at(
            "scripted://consolidation",
            request -> ScriptedProvider.says(answer(request.messages().get(0).text())));

    ConsolidateStage.Result made =
        stage(warehouse).run(Proposers.of(List.of("error")), "desk", BASE, "corpus");

    assertThat(made.accepted()).hasSize(1);
    Lesson lesson = made.accepted().get(0);
    assertThat(lesson.edit().text()).isEqualTo(WORDED);
    assertThat(lesson.trajectoryCount()).isEqualTo(4);
    assertThat(made.version().orElseThrow().skill().file("SKILL.md").orElseThrow())
        .contains(WORDED);
    SkillsRef.assertAccepts(folder, made.version().orElseThrow());
    assertThat(
            LESSONS.collect(
                warehouse
                    .read(LESSONS)
                    .where(col("consolidation_id").equalTo(made.consolidationId()))))
        .filteredOn(l -> l.status() == Status.WAITING)
        .extracting(l -> l.edit().text())
        .containsExactly(OTHER);
    assertThat(LLM_CALLS.collect(warehouse.read(LLM_CALLS)))
        .singleElement()
        .satisfies(call -> assertThat(call.stage()).isEqualTo("consolidate"));

    ConsolidateStage.Result preview =
        stage(warehouse).preview(Proposers.of(List.of("error")), "desk", BASE, "corpus");
    assertThat(preview.consolidationId()).isEqualTo(made.consolidationId());
    assertThat(script.requests()).isEqualTo(1);
  }

  /** Finds the lessons by their words, as they are shown. */
  private static String answer(String question) {
    UnaryOperator<String> id =
        text ->
            question
                .lines()
                .filter(line -> line.contains(text))
                .map(line -> line.replaceFirst("^.\"id\":\"([^\"]*).*", "$1"))
                .findFirst()
                .orElseThrow();
    return """
        {"equal": [{"ids": ["%s", "%s"]}],
         "wordings": [{"id": "%s", "text": "%s"}], "contradictions": []}"""
        .formatted(id.apply(CONFIRM), id.apply(AGREE), id.apply(AGREE), WORDED);
  }

  private static ConsolidateStage stage(Warehouse warehouse) {
    LlmSettings llm =
        new LlmSettings(
            new LLMEndpoint(
                ScriptedProvider.PROTOCOL,
                "scripted://consolidation",
                "m",
                Secret.NONE,
                Duration.ofMinutes(1)),
            null,
            Sampling.of(1_000),
            4,
            LlmSettings.DEFAULT_ATTEMPTS,
            Duration.ofMinutes(10),
            null,
            Budget.UNLIMITED,
            false);
    return new ConsolidateStage(
        warehouse,
        FORMAT,
        SETTINGS,
        new ConsolidateModels(null, new MergeModel(llm, MergeSettings.DEFAULT), true),
        "run-1",
        Instant.EPOCH);
  }

  private static List<Patch> patches() {
    List<Patch> patches = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      patches.add(patch("confirm-" + i, CONFIRM));
      patches.add(patch("agree-" + i, AGREE));
      patches.add(patch("other-" + i, OTHER));
    }
    return patches;
  }

  private static Patch patch(String trajectory, String text) {
    return new Patch(
        "patch " + trajectory,
        trajectory,
        "task of " + trajectory,
        null,
        "error",
        BASE.id(),
        null,
        null,
        Grade.VERIFIED,
        "cause",
        List.of(0),
        null,
        List.of(Edit.append("SKILL.md", "How to use this skill", text)));
  }
}
