package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A skill that goes out and comes back, by commands. */
class PublishingTest {

  private static final Skill BASE = Skill.of(Map.of("SKILL.md", "base\n"));
  private static final Skill EVOLVED = BASE.with("SKILL.md", "base\n- Look first.\n");
  private static final SkillVersion VERSION =
      new SkillVersion(
          "0123456789abcdef",
          "desk",
          EVOLVED.id(),
          BASE.id(),
          "c",
          1,
          EVOLVED.files(),
          BASE.files());

  @TempDir private Path directory;
  private Path folder;
  private Path conf;

  @BeforeEach
  void skill() throws IOException {
    folder = Files.createDirectories(directory.resolve("skills/desk"));
    Files.writeString(folder.resolve("SKILL.md"), "base\n");
    conf =
        Files.writeString(
            directory.resolve("conf.yaml"),
            """
            warehouse: %s
            skill: {path: %s}
            evidence: [{path: traces}]
            publish: {gate: off}
            """
                .formatted(directory.resolve("warehouse"), folder));
  }

  private void consolidate() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    warehouse.append(Tables.SKILL_VERSIONS, List.of(VERSION));
    warehouse.append(Tables.LESSONS, List.of(lesson()));
    warehouse.append(Tables.RUNS, List.of(consolidation()));
  }

  @Test
  void versionIsStagedAdoptedGoneBackFromAndNotPublishedAgainByItself() throws IOException {
    consolidate();
    Answer staged = run("publish", "--stage");
    assertThat(staged.code()).isZero();
    Path place = directory.resolve("skills/.trace2skill-backups/staged/0123456789abcdef");
    assertThat(staged.out())
        .isEqualTo("Staged: " + place + "\nRead REVIEW.md there, then: adopt 0123456789abcdef\n");
    assertThat(place.resolve("REVIEW.md"))
        .content()
        .contains(
            "| 21 | 10 | 4 | grounded | Look &lt;first>. | Seen in 21 \\| 133 |",
            "+- Look first.",
            "WHERE l.skill_version_id = '0123456789abcdef'",
            "```diff");
    assertThat(folder.resolve("SKILL.md")).hasContent("base\n");

    Answer adopted = run("adopt", "0123");
    assertThat(adopted.code()).isZero();
    assertThat(adopted.out())
        .startsWith("Gate: off. Nobody judged this version, and the publication says so.\n")
        .contains("Skill: " + folder + "/SKILL.md\n", "The skill before it: ");
    assertThat(folder.resolve("SKILL.md")).hasContent("base\n- Look first.\n");

    // Neither tables nor Spark.
    Files.move(directory.resolve("warehouse"), directory.resolve("away"));
    Answer list = Answer.to("rollback", "--list", "--conf", conf.toString());
    assertThat(list.code()).isZero();
    assertThat(list.out())
        .containsPattern(
            "(?m)^\\(stands there now\\) +0123456789ab +" + EVOLVED.id().substring(0, 12))
        .containsPattern("(?m)^20\\S+Z +\\(by hand\\) +\\S+ +adopt of 0123456789ab by ");
    Answer back = Answer.to("rollback", "--conf", conf.toString());
    assertThat(back.code()).isZero();
    assertThat(back.out()).contains(", written by hand, again, which was replaced at ");
    assertThat(folder.resolve("SKILL.md")).hasContent("base\n");
    assertThat(directory.resolve("warehouse")).doesNotExist();
    Files.move(directory.resolve("away"), directory.resolve("warehouse"));

    Answer again = run("publish");
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .startsWith("Not published: version 0123456789abcdef was rolled back at ");
    assertThat(folder.resolve("SKILL.md")).hasContent("base\n");
    assertThat(actions()).containsExactly("ADOPT", "ROLLBACK");
  }

  @Test
  void whatCannotBeIsSaidBeforeSparkStarts() {
    String target = folder.toString();
    assertThat(Answer.to("adopt", "--conf", conf.toString()))
        .isEqualTo(
            new Answer(
                2, "", "adopt: nothing is staged for " + target + "; publish --stage does that\n"));
    assertThat(Answer.to("rollback", "--conf", conf.toString()))
        .isEqualTo(
            new Answer(
                2,
                "",
                "rollback: nothing to go back to: no other skill of " + target + " is kept\n"));
    assertThat(Answer.to("rollback", "--to", "x", "--conf", conf.toString()).err())
        .isEqualTo("rollback: nothing kept fits 'x'; known: none\n");
    assertThat(
            Answer.to("publish", "--stage", "--bundle", "x.zip", "--conf", conf.toString()).err())
        .contains("mutually exclusive");
  }

  private Answer run(String command, String... arguments) {
    // The session that the tests share, so that commands are as quick as they are.
    SparkTest.spark();
    return Answer.to(
        Stream.concat(Stream.of(command, "--conf", conf.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private List<String> actions() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    // The few of this test.
    return Tables.PUBLICATIONS
        .collect(warehouse.read(Tables.PUBLICATIONS).orderBy("published_at"))
        .stream()
        .map(Publication::action)
        .map(String::valueOf)
        .toList();
  }

  private static Lesson lesson() {
    return new Lesson(
        "l",
        "c",
        Edit.append("SKILL.md", "Rules", "- Look <first>."),
        Grade.GROUNDED,
        List.of("contrast"),
        List.of(),
        List.of(),
        21,
        10,
        4,
        133L,
        21.0,
        1L,
        1,
        Lesson.Status.ACCEPTED,
        null,
        "Seen in 21 | 133",
        null,
        null,
        null,
        null);
  }

  private static Run consolidation() {
    Instant now = Instant.parse("2026-03-04T05:06:07Z");
    return new Run(
        "r",
        "consolidate",
        "0",
        "{}",
        List.of(),
        List.of(),
        List.of(),
        VERSION.skillVersionId(),
        null,
        "c",
        0,
        "done",
        now,
        now);
  }
}
