package dev.trace2skill.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.simulate.Simulation;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of the simulated desk's skill, judged by an agent that reads them. */
class GateCommandTest {

  private static final String GOOD =
      """
      - Call `send_confirmation` before you finish.
      - Call `release_lock` before you finish.
      - Call `list_orders` again with another `page` as long as something is left to see or to do.
      - Call `issue_refund` again with another `item_id` as long as something is left to do.
      - Do not call `issue_refund` before `verify_identity`.
      - Before calling `issue_refund`, check `method` against the request.
      - Do not call `create_replacement` twice with the same arguments.
      - Do not give `date` of `schedule_callback` in the form `99/99/9999`.
      """;

  private static final String HARMFUL = "- Call `escalate` before you finish.\n";

  @TempDir private Path directory;
  private Path folder;
  private Path conf;

  @BeforeEach
  void skill() throws IOException {
    folder = Files.createDirectories(directory.resolve("skills/desk"));
    Files.writeString(folder.resolve("SKILL.md"), text(""));
    conf =
        Files.writeString(
            directory.resolve("conf.yaml"),
            """
            warehouse: %s
            skill: {path: %s}
            evidence: []
            gate:
              targets: [{harness: simulated-desk, settings: {seed: 3}}]
              looks: 1
              noise: false
              ablation: 100
            """
                .formatted(directory.resolve("warehouse"), folder));
    Warehouse warehouse = SparkTest.warehouse(directory);
    warehouse.append(Tables.TASKS, new Simulation(3, 10, 1).heldOut(20));
  }

  @Test
  void versionThatAgentsDoBetterWithIsAcceptedAndGoesOut() {
    consolidated("good", GOOD);

    Answer refused = run("publish");
    Answer judged = run("gate");
    Answer published = run("publish");

    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("for " + folder + ": nobody has judged it; gate judges it");
    assertThat(judged.code()).as(judged.err()).isZero();
    assertThat(judged.out())
        .contains("Gate, before the first run: 20 held-out tasks, 1 run of each")
        .containsPattern("version against base +20 +20 +\\d+ % +\\d+ % +\\+")
        .contains("Verdict for simulated-desk: accept; it is better than the base: 20 tasks, ");
    assertThat(published.code()).isZero();
    assertThat(folder.resolve("SKILL.md")).content().contains("`release_lock`");
    Verdict verdict = verdicts().get(0);
    assertThat(verdict.decision()).isEqualTo(Decision.ACCEPT);
    assertThat(verdict.tasks()).hasSize(20);
    assertThat(SparkTest.warehouse(directory).read(Tables.PUBLICATIONS).select("gate").first())
        .extracting(row -> row.getString(0))
        .isEqualTo(verdict.verdictId());

    // What stands already needs no judge, and nothing is judged twice.
    assertThat(run("gate").out()).contains("stands in the skill's place already");
    assertThat(verdicts()).hasSize(1);
  }

  @Test
  void versionWithOneHarmfulLessonIsRejectedAndTheLessonIsFound() {
    // Three good ones and the harmful one.
    consolidated("harmful", GOOD.lines().limit(3).collect(joining("\n")) + "\n" + HARMFUL);

    Answer judged = run("gate");
    Answer published = run("publish");

    assertThat(judged.code()).as(judged.err()).isEqualTo(4);
    assertThat(judged.out())
        .contains("Verdict for simulated-desk: reject; it is worse than the base: ")
        .containsOnlyOnce("Harmful: ")
        .contains("Harmful: Call `escalate` before you finish. (without it ")
        .contains("1 lessons are retired; consolidate again to leave them out.");
    assertThat(published.code()).isEqualTo(4);
    assertThat(published.err()).contains(" of simulated-desk is reject: it is worse");
    assertThat(folder.resolve("SKILL.md")).content().isEqualTo(text(""));
    assertThat(verdicts()).extracting(Verdict::decision).containsExactly(Decision.REJECT);
    Warehouse warehouse = SparkTest.warehouse(directory);
    // What the next consolidation leaves out until more runs support it.
    assertThat(Tables.OVERRIDES.collect(warehouse.read(Tables.OVERRIDES)))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.decision()).isEqualTo(LessonOverride.Decision.RETIRE);
              assertThat(decision.lessonId()).isEqualTo("harmful-3");
              assertThat(decision.reviewer()).isEqualTo("the gate");
              assertThat(decision.trajectoryCount()).isEqualTo(21);
            });
  }

  @Test
  void versionGoesOnlyWhereTheAgentsThatReadItAcceptIt() throws IOException {
    Path deaf = directory.resolve("deaf.sh");
    Files.writeString(
        deaf, "echo '{\"messages\": [{\"role\": \"assistant\", \"content\": \"No.\"}]}'\n");
    Files.writeString(
        conf,
        Files.readString(conf)
            .replace("seed: 3}}]", "seed: 3}}, {harness: command, settings: {command: [sh, %s]}}]")
            .formatted(deaf));
    consolidated("good", GOOD);

    Answer judged = run("gate");
    Answer refused = run("publish");
    Answer staged = run("publish", "--stage");
    Files.writeString(conf, "publish: {agents: [simulated-desk]}\n", StandardOpenOption.APPEND);
    Answer published = run("publish");

    assertThat(judged.code()).as("%s", judged).isEqualTo(4);
    assertThat(judged.out())
        .containsPattern("\nsimulated-desk +accept +20 ")
        .containsPattern("\ncommand +inconclusive +20 ");
    assertThat(judged.err()).contains("is not accepted for command");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains(" of command is inconclusive: ");
    assertThat(verdicts()).extracting(Verdict::cell).containsOnly("simulated-desk", "command");
    Path review =
        Path.of(staged.out().lines().findFirst().orElseThrow().replace("Staged: ", ""))
            .resolve("REVIEW.md");
    assertThat(review)
        .content()
        .contains("- simulated-desk: **accept**. it is better than the base")
        .contains("- command: **inconclusive**. ");
    assertThat(published.code()).as("%s", published).isZero();
    assertThat(folder.resolve("SKILL.md")).content().contains("`release_lock`");
  }

  private static String text(String lessons) {
    return """
    ---
    name: desk
    description: Handles requests.
    ---

    # Desk

    ## Rules

    """
        + lessons;
  }

  private void consolidated(String id, String lessons) {
    Skill base = Skill.of(Map.of("SKILL.md", text("")));
    Skill next = Skill.of(Map.of("SKILL.md", text(lessons)));
    SkillVersion version =
        new SkillVersion(id, "desk", next.id(), base.id(), "c", 7, next.files(), base.files());
    Warehouse warehouse = SparkTest.warehouse(directory);
    warehouse.append(Tables.SKILL_VERSIONS, List.of(version));
    List<String> lines = lessons.lines().toList();
    warehouse.append(
        Tables.LESSONS,
        IntStream.range(0, lines.size())
            .mapToObj(i -> lesson(id + "-" + i, i + 1, lines.get(i)))
            .toList());
    Instant now = Instant.parse("2026-03-04T05:06:07Z");
    warehouse.append(
        Tables.RUNS,
        List.of(
            new Run(
                "r-" + id,
                "consolidate",
                "0",
                "{}",
                List.of(),
                List.of(),
                List.of(),
                id,
                "desk",
                "c",
                0,
                "done",
                now,
                now)));
  }

  private static Lesson lesson(String id, int rank, String text) {
    return new Lesson(
        id,
        "c",
        Edit.append("SKILL.md", "Rules", text),
        Grade.ESTABLISHED,
        List.of("contrast"),
        List.of(),
        List.of(),
        21,
        10,
        4,
        133L,
        21.0,
        1L,
        rank,
        Lesson.Status.ACCEPTED,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private Answer run(String command, String... arguments) {
    // The session that the tests share, so that commands are as quick as they are.
    SparkTest.spark();
    return Answer.to(
        Stream.concat(Stream.of(command, "--conf", conf.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private List<Verdict> verdicts() {
    // The few of this test.
    return Tables.VERDICTS.collect(SparkTest.warehouse(directory).read(Tables.VERDICTS));
  }
}
