package dev.trace2skill.lineage;

import static dev.trace2skill.store.Tables.EDIT_SUPPORT;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.consolidate.ConsolidateModels;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.consolidate.Proposers;
import dev.trace2skill.lineage.Forgetting.Forgotten;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Journal;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SkillsRef;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Three runs, two lessons, and what is left when one of the runs is forgotten. */
@Tag("spark")
@TestMethodOrder(OrderAnnotation.class)
class LineageTest {

  private static final AgentSkillFormat FORMAT = new AgentSkillFormat();
  private static final Skill BASE = FORMAT.draft("desk", "Handles requests at the desk.");
  private static final String SECTION = "How to use this skill";
  private static final Edit SHARED = Edit.append("SKILL.md", SECTION, "- Pay last.");
  private static final Edit LONELY = Edit.append("SKILL.md", SECTION, "- Hum a tune.");
  private static final List<Trajectory> RUNS = List.of(run("a"), run("b"), run("c"));
  private static final String CALL = "0123456789abcdef0123456789abcdef";

  @TempDir private static Path folder;
  private static Warehouse warehouse;
  private static SkillVersion version;

  @BeforeAll
  static void consolidateOnce() {
    warehouse = new Warehouse(SparkTest.spark(), folder.toString());
    warehouse.append(TRAJECTORIES, RUNS);
    warehouse.append(TASKS, RUNS.stream().map(r -> new Task(r.taskId(), r.query(), null)).toList());
    warehouse.append(
        PATCHES,
        List.of(
            patch(RUNS.get(0), SHARED, List.of(1)),
            patch(RUNS.get(1), SHARED, List.of()),
            patch(RUNS.get(2), LONELY, List.of(0))));
    Journal.of(warehouse).putIfAbsent(CALL, "\"what was said of c\"");
    warehouse.append(LLM_CALLS, List.of(call(RUNS.get(2))));
    version = consolidate().version().orElseThrow();
    SkillsRef.assertAccepts(folder, version);
  }

  @Test
  @Order(1)
  void lineLeadsToItsRunsAndTheirSteps() {
    int number = lineOf("- Pay last.");

    Blame blame = Blame.of(warehouse, version, "SKILL.md", number, 5);

    assertThat(blame.lesson().trajectoryCount()).isEqualTo(2);
    assertThat(blame.editCount()).isEqualTo(2);
    assertThat(blame.sources()).hasSize(2);
    assertThat(blame.sources().get(0).trajectory().trajectoryId())
        .isEqualTo(RUNS.get(0).trajectoryId());
    assertThat(blame.sources().get(0).quotes())
        .containsExactly("step 1, agent: \"Paying now.\"; calls pay {\"amount\":7}");
  }

  @Test
  @Order(1)
  void lineOfTheBaseHasNoLesson() {
    Blame blame = Blame.of(warehouse, version, "SKILL.md", lineOf("# Desk"), 5);

    assertThat(blame.lesson()).isNull();
    assertThat(blame.sources()).isEmpty();
  }

  @Test
  @Order(1)
  void lineThatIsNotThereIsNamedWithWhatIs() {
    assertThatThrownBy(() -> Blame.of(warehouse, version, "SKILL.md", 999, 5))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("SKILL.md has \\d+ lines in version .*, so there is no line 999");
    assertThatThrownBy(() -> Blame.of(warehouse, version, "other.md", 1, 5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it has SKILL.md");
  }

  @Test
  @Order(1)
  void unknownRunIsRefusedAndNothingGoes() {
    String known = RUNS.get(0).trajectoryId();

    assertThatThrownBy(() -> new Forgetting(warehouse).run(List.of(known, "no such run")))
        .isInstanceOf(UserError.class)
        .hasMessage("no trajectory no such run; nothing was forgotten");
    assertThat(warehouse.read(TRAJECTORIES).count()).isEqualTo(3);
  }

  @Test
  @Order(2)
  void forgottenRunLeavesNoTraceOfItsOwn() {
    String forgotten = RUNS.get(2).trajectoryId();

    Forgotten gone = new Forgetting(warehouse).run(List.of(forgotten));

    assertThat(gone.rows())
        .containsEntry("trajectories", 1L)
        .containsEntry("tasks", 1L)
        .containsEntry("llm_calls", 1L)
        .containsEntry("patches", 1L)
        .containsEntry("edits", 1L)
        .containsEntry("edit_support", 1L)
        .containsEntry("lessons", 1L);
    assertThat(gone.sources()).containsExactly("file:/traces/c.json");
    assertThat(gone.lines()).isEqualTo(1);
    assertThat(Journal.of(warehouse).find(CALL)).isEmpty();
    assertThat(LESSONS.collect(warehouse.read(LESSONS)))
        .extracting(lesson -> lesson.edit().text())
        .containsExactly("- Pay last.");
    assertThat(consolidate().version().orElseThrow().skill().file("SKILL.md").orElseThrow())
        .contains("- Pay last.")
        .doesNotContain("Hum");
    assertThat(warehouse.read(EDIT_SUPPORT).where("trajectory_id = '" + forgotten + "'").count())
        .isZero();
  }

  private static ConsolidateStage.Result consolidate() {
    return new ConsolidateStage(
            warehouse,
            FORMAT,
            ConsolidateSettings.DEFAULT.withThresholds(1, 1, 1),
            ConsolidateModels.NONE,
            "run",
            Instant.EPOCH)
        .run(Proposers.of(List.of("error")), "desk", BASE, "corpus");
  }

  private static int lineOf(String text) {
    List<String> lines =
        version.skill().file("SKILL.md").orElseThrow().lines().map(String::strip).toList();
    return lines.indexOf(text) + 1;
  }

  private static Trajectory run(String name) {
    Step asked = Step.said(0, Actor.USER, "I want to pay.");
    Step paid = Step.called(1, "Paying now.", List.of(new ToolCall("", "pay", "{\"amount\":7}")));
    return Trajectory.of(
            new Source("messages", null, "file:/traces/" + name + ".json", ""), "task-" + name)
        .query("Pay for " + name)
        .steps(List.of(asked, paid))
        .build();
  }

  private static Patch patch(Trajectory run, Edit edit, List<Integer> evidence) {
    return new Patch(
        "patch of " + run.taskId(),
        run.trajectoryId(),
        run.taskId(),
        null,
        "error",
        BASE.id(),
        null,
        null,
        Grade.VERIFIED,
        "it paid first",
        evidence,
        null,
        List.of(edit));
  }

  private static LlmCall call(Trajectory run) {
    return new LlmCall(
        CALL,
        "run",
        run.trajectoryId(),
        "analyze",
        "error",
        0,
        "scripted",
        "model",
        "prompt",
        false,
        1,
        0,
        null,
        10,
        null,
        Instant.EPOCH);
  }
}
