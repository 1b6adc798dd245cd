package dev.trace2skill.publish;

import static dev.trace2skill.store.Tables.PUBLICATIONS;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishStageTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final Skill BASE = Skill.of(Map.of("SKILL.md", "base\n"));
  private static final Skill EVOLVED =
      BASE.with("SKILL.md", "evolved\n").with("references/a.md", "a");
  private static final SkillVersion VERSION = version("v1", EVOLVED);

  @TempDir private Path directory;
  private Path folder;
  private Path backups;
  private Warehouse warehouse;
  private PublishStage stage;

  @BeforeEach
  void open() {
    folder = directory.resolve("skills/desk");
    backups = directory.resolve("backups");
    warehouse = SparkTest.warehouse(directory);
    stage = new PublishStage(warehouse, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void publishedVersionIsInTheFolderAndInTheTable() throws IOException {
    write(BASE);

    assertThat(publish(VERSION)).isEqualTo(backups.resolve("desk-20260304T050607089Z"));

    assertThat(SkillFolder.read(folder)).contains(EVOLVED);
    assertThat(SkillFolder.read(backups.resolve("desk-20260304T050607089Z"))).contains(BASE);
    assertThat(publications()).hasSize(1);
    Publication row = publications().get(0);
    assertThat(row.skillVersionId()).isEqualTo("v1");
    assertThat(row.skillId()).isEqualTo(EVOLVED.id());
    assertThat(row.target()).isEqualTo(folder.toString());
    assertThat(row.gate()).isEqualTo("off");
    assertThat(row.backup()).isEqualTo(backups.resolve("desk-20260304T050607089Z").toString());
    assertThat(row.publishedAt()).isEqualTo(NOW);
  }

  @Test
  void firstSkillHasNoBackupAndPublishingItAgainDoesNothing() throws IOException {
    assertThat(stage.run(VERSION, folder, backups, "off")).isEmpty();
    List<Publication> first = publications();
    assertThat(first).extracting(Publication::backup).containsOnlyNulls().hasSize(1);

    assertThat(stage.run(VERSION, folder, backups, "off")).isEmpty();

    assertThat(publications()).isEqualTo(first);
    assertThat(backups).doesNotExist();
  }

  @Test
  void versionMayFollowAnotherThatWasPublishedFromHere() throws IOException {
    write(BASE);
    publish(VERSION);
    Skill better = BASE.with("SKILL.md", "better\n");
    PublishStage later =
        new PublishStage(warehouse, Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC));

    assertThat(later.run(version("v2", better), folder, backups, "off")).isPresent();

    assertThat(SkillFolder.read(folder)).contains(better);
    assertThat(publications())
        .extracting(Publication::skillVersionId)
        .containsExactlyInAnyOrder("v1", "v2");
  }

  @Test
  void skillThatWasChangedByHandIsLeftAlone() throws IOException {
    Skill changed = BASE.with("SKILL.md", "by hand\n");
    write(changed);

    assertThatThrownBy(() -> publish(VERSION))
        .isInstanceOf(UserError.class)
        .hasMessage(
            folder
                + " changed since version v1 was made from it; run evolve again to start from the"
                + " skill as it is now");

    assertThat(SkillFolder.read(folder)).contains(changed);
    assertThat(publications()).isEmpty();
    assertThat(backups).doesNotExist();
  }

  @Test
  void publishedSkillIsEvolvedFromItsBaseAndAnyOtherFromItself() throws IOException {
    warehouse.append(SKILL_VERSIONS, List.of(VERSION));
    write(BASE);
    assertThat(base(null)).isEqualTo(BASE);

    publish(VERSION);
    assertThat(base(null)).isEqualTo(BASE);

    Files.writeString(folder.resolve("SKILL.md"), "by hand\n");
    assertThat(base(null)).isEqualTo(EVOLVED.with("SKILL.md", "by hand\n"));
  }

  @Test
  void skillThatIsNotThereIsDraftedFromItsDescription() throws IOException {
    assertThat(base("Handles orders. Use when a customer writes.").file("SKILL.md").orElseThrow())
        .startsWith("---\nname: desk\n");
    assertThatThrownBy(() -> base(null))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no skill in "
                + folder
                + ": give the folder of a skill, or set skill.description to start a new one");
    assertThatThrownBy(() -> base("x".repeat(2000)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no skill can be drafted: ");
  }

  @Test
  void versionIsFoundByItsId() {
    warehouse.append(SKILL_VERSIONS, List.of(VERSION));

    assertThat(stage.version("v1")).isEqualTo(VERSION);
    assertThatThrownBy(() -> stage.version("v2"))
        .isInstanceOf(UserError.class)
        .hasMessage("no skill version v2");
  }

  private static SkillVersion version(String id, Skill skill) {
    return new SkillVersion(id, "desk", skill.id(), BASE.id(), "c", 1, skill.files(), BASE.files());
  }

  private Path publish(SkillVersion version) throws IOException {
    return stage.run(version, folder, backups, "off").orElseThrow();
  }

  private Skill base(@Nullable String description) throws IOException {
    return BaseSkill.of(warehouse, new AgentSkillFormat(), folder, description);
  }

  private void write(Skill skill) throws IOException {
    SkillFolder.publish(folder, skill, backups, "first");
  }

  /** The few that a test makes. */
  private List<Publication> publications() {
    return PUBLICATIONS.collect(warehouse.read(PUBLICATIONS));
  }
}
