package dev.trace2skill.publish;

import static dev.trace2skill.publish.GateMode.OFF;
import static dev.trace2skill.store.Tables.PUBLICATIONS;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.SkillHome.Change;
import dev.trace2skill.publish.SkillHome.Staged;
import dev.trace2skill.store.LastRun;
import dev.trace2skill.store.Owner;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishStageTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final Skill BASE = Skill.of(Map.of("SKILL.md", "base\n"));
  private static final Skill EVOLVED =
      BASE.with("SKILL.md", "evolved\n").with("references/a.md", "a");
  private static final Skill BETTER = BASE.with("SKILL.md", "better\n");
  private static final SkillVersion VERSION = version("v1", EVOLVED);

  private static final Verdicts ACCEPTING = (version, target) -> Optional.of("verdict-" + version);

  @TempDir private Path directory;
  private Path folder;
  private Path backups;
  private Warehouse warehouse;
  private FolderHome home;
  private PublishStage stage;
  private Instant now = NOW;

  @BeforeEach
  void open() throws IOException {
    folder = directory.resolve("skills/desk");
    backups = directory.resolve("backups");
    warehouse = SparkTest.warehouse(directory);
    home = FolderHome.of(folder, backups, Clock.systemUTC(), notice -> {});
    stage = stage(Verdicts.NONE);
  }

  @Test
  void publishedVersionIsInTheFolderInTheLogAndInTheTable() throws IOException {
    write(BASE);

    Publication row = stage.publish(VERSION, OFF).orElseThrow();

    assertThat(home.read()).contains(EVOLVED);
    Path backup = backups.resolve("desk-20260304T050607089Z");
    assertThat(SkillFolder.read(backup)).contains(BASE);
    assertThat(row)
        .isEqualTo(
            new Publication(
                Publication.id("v1", folder.toString(), NOW),
                "v1",
                EVOLVED.id(),
                folder.toString(),
                "off",
                backup.toString(),
                NOW,
                Action.PUBLISH,
                BASE.id(),
                Owner.current().name()));
    assertThat(home.log()).containsExactly(row);
    assertThat(publications()).containsExactly(row);

    assertThat(stage.publish(VERSION, OFF)).isEmpty();
    assertThat(publications()).containsExactly(row);
  }

  @Test
  void onlyAVersionThatAVerdictAcceptsGoesOutWhereTheGateIsOn() throws IOException {
    Path bundle = directory.resolve("out/desk.zip");
    assertThatThrownBy(() -> stage.publish(VERSION, GateMode.ON))
        .isInstanceOf(GateRefused.class)
        .hasMessage(
            "no verdict accepts skill version v1 for "
                + folder
                + ": nobody has judged it; gate judges it, --gate off publishes it all the same,"
                + " which is recorded");
    assertThatThrownBy(() -> stage.bundle(VERSION, bundle, GateMode.ON))
        .isInstanceOf(GateRefused.class);
    assertThat(folder).doesNotExist();
    assertThat(bundle).doesNotExist();

    assertThat(stage(ACCEPTING).bundle(VERSION, bundle, GateMode.ON)).isEmpty();

    assertThat(bundle).isNotEmptyFile();
    assertThat(folder).doesNotExist();
    assertThat(publications())
        .extracting(Publication::target, Publication::action, Publication::gate)
        .containsExactly(tuple(bundle.toString(), Action.BUNDLE, "verdict-v1"));
  }

  @Test
  void versionMayFollowAnotherOfTheSameBase() throws IOException {
    warehouse.append(SKILL_VERSIONS, List.of(VERSION));
    write(EVOLVED);

    assertThat(stage.publish(version("v2", BETTER), OFF)).isPresent();

    assertThat(home.read()).contains(BETTER);
  }

  @Test
  void skillThatWasChangedByHandIsLeftAloneAndTheDifferencesAreShown() throws IOException {
    Skill changed = BASE.with("SKILL.md", "by hand\n");
    write(changed);

    assertThatThrownBy(() -> stage.publish(VERSION, OFF))
        .isInstanceOfSatisfying(
            SkillChanged.class,
            e ->
                assertThat(e.report())
                    .contains("SKILL.md         changed +1 -1         changed +1 -1\n")
                    .contains("references/a.md  absent                new +1 -0\n")
                    .contains("+by hand", "+evolved"))
        .hasMessage(
            folder
                + " changed since version v1 was made from it; run evolve again to start from the"
                + " skill as it is now");

    assertThat(home.read()).contains(changed);
    assertThat(home.log()).isEmpty();
  }

  @Test
  void whatWasStagedIsAdoptedUnlessItOrTheSkillChangedMeanwhile() throws IOException {
    warehouse.append(SKILL_VERSIONS, List.of(VERSION));
    write(BASE);
    Files.writeString(folder.resolve("notes.txt"), "n");
    Staged staged = stage.stage(VERSION);
    Path place = Path.of(staged.place());
    assertThat(home.read()).contains(BASE);
    assertThat(place.resolve("REVIEW.md")).content().contains("+evolved");
    assertThat(place.resolve("desk/notes.txt")).hasContent("n");
    assertThat(home.staged()).containsExactly(staged);

    Files.writeString(folder.resolve("notes.txt"), "m");
    assertThatThrownBy(() -> stage.adopt(staged, OFF))
        .isInstanceOf(SkillChanged.class)
        .hasMessage(
            "what lies beside the texts of "
                + folder
                + " changed since version v1 was staged; stage it again");

    Files.writeString(folder.resolve("notes.txt"), "n");
    Files.writeString(folder.resolve("SKILL.md"), "mine\n");
    assertThatThrownBy(() -> stage.adopt(staged, OFF))
        .isInstanceOfSatisfying(SkillChanged.class, e -> assertThat(e.report()).contains("+mine"))
        .hasMessage(folder + " changed since version v1 was staged; stage it again");

    Files.writeString(folder.resolve("SKILL.md"), "base\n");
    Files.writeString(place.resolve("desk/SKILL.md"), "edited\n");
    assertThatThrownBy(() -> stage.adopt(staged, OFF))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(place + " was edited: ");

    Files.writeString(place.resolve("desk/SKILL.md"), "evolved\n");
    assertThatThrownBy(() -> stage.adopt(staged, GateMode.ON)).isInstanceOf(GateRefused.class);
    assertThat(home.staged()).containsExactly(staged);
    assertThat(home.read()).contains(BASE);
    Publication row = stage.adopt(staged, OFF).orElseThrow();

    assertThat(row.action()).isEqualTo(Action.ADOPT);
    assertThat(home.read()).contains(EVOLVED);
    assertThat(home.staged()).isEmpty();
  }

  @Test
  void rollbackReachesTheTableWithTheNextStepAndIsNotUndoneByIt() throws IOException {
    write(BASE);
    put(VERSION);
    assertThat(stage.rolledBack(VERSION)).isEmpty();
    Publication back = goBack();
    assertThat(stage.rolledBack(VERSION)).contains(back);

    stage.readLog();
    stage.readLog();

    assertThat(publications()).hasSize(2).contains(back);
    put(VERSION);
    assertThat(stage.rolledBack(VERSION)).isEmpty();
  }

  @Test
  void oldBackupsGoWhereTheTablesHaveTheirTexts() throws IOException {
    warehouse.append(SKILL_VERSIONS, List.of(VERSION));
    write(BASE);
    put(VERSION);
    put(version("v2", BETTER));

    assertThat(stage.prune(0)).isEqualTo(1);

    // The base was written by hand, and its only copy is the backup.
    assertThat(home.kept()).extracting(Kept::skillId).containsExactly(BASE.id());
  }

  @Test
  void skillThatWeMadeIsEvolvedFromItsBaseAndAnyOtherFromItself() throws IOException {
    warehouse.append(SKILL_VERSIONS, List.of(VERSION));
    write(BASE);
    assertThat(base(null)).isEqualTo(BASE);

    put(VERSION);
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

    assertThat(LastRun.skillVersion(warehouse, "v1")).isEqualTo(VERSION);
    assertThatThrownBy(() -> LastRun.skillVersion(warehouse, "v2"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no skill version v2 in ");
  }

  private static SkillVersion version(String id, Skill skill) {
    return new SkillVersion(id, "desk", skill.id(), BASE.id(), "c", 1, skill.files(), BASE.files());
  }

  private PublishStage stage(Verdicts verdicts) {
    return new PublishStage(warehouse, home, verdicts, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Publishes without the tables, a second after what was published before. */
  private void put(SkillVersion version) throws IOException {
    now = now.plusSeconds(1);
    Change change = new Change(Action.PUBLISH, version.skillVersionId(), "off", now);
    assertThat(home.put(version.skill(), change, any -> {})).isPresent();
  }

  private Publication goBack() throws IOException {
    now = now.plusSeconds(1);
    Kept kept = Rollbacks.before("x", EVOLVED.id(), home.log(), home.kept());
    return home.restore(kept, new Change(Action.ROLLBACK, kept.skillVersionId(), null, now))
        .orElseThrow();
  }

  private Skill base(@Nullable String description) throws IOException {
    return BaseSkill.of(warehouse, new AgentSkillFormat(), home, description);
  }

  /** A skill that somebody wrote. */
  private void write(Skill skill) throws IOException {
    new NextFolder(new LocalDisk(), folder).write(skill, null);
  }

  /** The few that a test makes. */
  private List<Publication> publications() {
    return PUBLICATIONS.collect(warehouse.read(PUBLICATIONS));
  }
}
