package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.EDITS;
import static dev.trace2skill.store.Tables.EDIT_SUPPORT;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.OVERRIDES;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.SKILL_BASES;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LessonOverride.Decision;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillBase;
import dev.trace2skill.skill.EditRules;
import dev.trace2skill.skill.SkillBudget;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SkillsRef;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One consolidation in which every rule has something to decide. */
@Tag("spark")
class DecisionsTest {

  private static final AgentSkillFormat FORMAT = new AgentSkillFormat();
  private static final Skill OLD = FORMAT.draft("desk", "Handles requests at the desk.");
  private static final Skill BASE =
      OLD.with("SKILL.md", OLD.file("SKILL.md").orElseThrow() + "\n## End\n\nSay goodbye.\n");

  private static final String MANY = "- Fetch the newest invoice first.";
  private static final String QUORUM = "- Confirm the amount with the customer.";
  private static final String ALIKE = "- Send the receipt to the customer after the payment.";
  private static final String ALIKE_SET_OTHERWISE =
      "- After the payment, send the receipt to the customers.";
  private static final String OPPOSITE = "- Never confirm the amount with the customer.";
  private static final String HALF = "- Greet in the language of the customer.";
  private static final String BOTH = "- Count the change twice.";
  private static final String FALLEN = "- Stamp every form.";
  private static final String REFUSED = "- Offer coffee.";
  private static final String HARMFUL = "- Skip the greeting.";
  private static final String OUTGROWN = "- Offer water.";
  private static final String WANTED = "- Close the drawer.";
  private static final String REWORDED = "- Do the lamp thing.";
  private static final String TWIN = "- File receipts by date.";
  private static final String OTHER_TWIN = "- Keep vouchers in the red box.";

  private static final ConsolidateSettings SETTINGS =
      new ConsolidateSettings(
          3, 1, 2, 3, Map.of("success", 0.5), 500, null, EditRules.DEFAULT, SkillBudget.DEFAULT);

  @TempDir private static Path folder;
  private static Warehouse warehouse;
  private static ConsolidateStage.Result preview;
  private static ConsolidateStage.Result result;

  @BeforeAll
  static void consolidateOnce() {
    warehouse = new Warehouse(SparkTest.spark(), folder.toString());
    warehouse.append(PATCHES, patches());
    warehouse.append(
        SKILL_BASES,
        List.of(
            new SkillBase("desk", OLD.id(), OLD.files()),
            new SkillBase("other", "of another skill", OLD.files())));
    warehouse.append(OVERRIDES, overrides());
    ConsolidateStage stage =
        new ConsolidateStage(
            warehouse, FORMAT, SETTINGS, ConsolidateModels.NONE, "run", Instant.EPOCH);
    preview =
        stage.preview(
            Proposers.of(List.of("error", "success", "contrast")), "desk", BASE, "corpus");
    assertThat(warehouse.has(EDITS)).isFalse();
    assertThat(warehouse.has(LESSONS)).isFalse();
    result =
        stage.run(Proposers.of(List.of("error", "success", "contrast")), "desk", BASE, "corpus");
  }

  @Test
  void manyRunsOfOnePrincipalAreNoMatchForAQuorum() {
    assertThat(lesson(MANY).trajectoryCount()).isEqualTo(100);
    assertThat(lesson(MANY).support()).isEqualTo(3.0);
    assertThat(lesson(MANY).status()).isEqualTo(Status.WAITING);
    assertThat(lesson(MANY).reason())
        .isEqualTo("3 of 3 trajectories, 100 of 1 tasks, 1 of 2 principals");
    assertThat(lesson(QUORUM).status()).isEqualTo(Status.ACCEPTED);
    assertThat(lesson(QUORUM).principalCount()).isEqualTo(4);
  }

  @Test
  void trajectoryCountsWhatItsBestAnalystWeighs() {
    assertThat(lesson(HALF).trajectoryCount()).isEqualTo(4);
    assertThat(lesson(HALF).support()).isEqualTo(2.0);
    assertThat(lesson(HALF).status()).isEqualTo(Status.WAITING);
    assertThat(lesson(BOTH).trajectoryCount()).isEqualTo(4);
    assertThat(lesson(BOTH).support()).isEqualTo(4.0);
    assertThat(lesson(BOTH).analysts()).containsExactly("error", "success");
  }

  @Test
  void patchesToAnEarlierBaseCountForTheSkillAsItIsNow() {
    assertThat(lesson(QUORUM).trajectoryCount()).isEqualTo(4);
    assertThat(warehouse.read(EDITS).where(col("base_skill_id").notEqual(BASE.id())).count())
        .isZero();
    assertThat(warehouse.read(EDITS).where("trajectory_id = 'stranger'").count()).isZero();
  }

  @Test
  void lessonOfWhichNothingStandsIsRetired() {
    assertThat(lesson(FALLEN).status()).isEqualTo(Status.RETIRED);
    assertThat(lesson(FALLEN).reason())
        .isEqualTo("none of the 5 trajectories behind it stands any longer");
  }

  @Test
  void reviewersHaveTheLastWord() {
    assertThat(lesson(REFUSED).status()).isEqualTo(Status.OVERRIDDEN);
    assertThat(lesson(REFUSED).reason()).isEqualTo("ruled out by ada: not our business");
    assertThat(lesson(HARMFUL).status()).isEqualTo(Status.RETIRED);
    assertThat(lesson(HARMFUL).reason()).isEqualTo("ada: not our business");
    assertThat(lesson(OUTGROWN).status()).isEqualTo(Status.ACCEPTED);
    assertThat(lesson(WANTED).status()).isEqualTo(Status.ACCEPTED);
    assertThat(lesson(WANTED).overrideId()).isEqualTo("wanted");
    assertThat(lesson(REWORDED).edit().text()).isEqualTo("- Switch the lamp off.");
    assertThat(text()).contains("- Switch the lamp off.").doesNotContain("lamp thing");
  }

  @Test
  void lessonsThatAReviewerMergedAreCountedAsOne() {
    assertThat(lesson(TWIN).trajectoryCount()).isEqualTo(4);
    assertThat(lesson(TWIN).statementCount()).isEqualTo(2);
    assertThat(lesson(TWIN).status()).isEqualTo(Status.ACCEPTED);
    assertThat(LESSONS.collect(warehouse.read(LESSONS)))
        .extracting(Lesson::lessonId)
        .doesNotContain(id(OTHER_TWIN));
  }

  @Test
  void lessonsInOtherWordsAreCountedTogetherAndOppositesAreNot() {
    assertThat(lesson(ALIKE).trajectoryCount()).isEqualTo(4);
    assertThat(lesson(ALIKE).statementCount()).isEqualTo(2);
    assertThat(lesson(OPPOSITE).trajectoryCount()).isEqualTo(4);
    assertThat(lesson(OPPOSITE).status()).isEqualTo(Status.WAITING);
  }

  @Test
  void everyStandingEditSupportsOneLesson() {
    assertThat(warehouse.read(EDIT_SUPPORT).count()).isEqualTo(result.edits());
    assertThat(
            warehouse
                .read(EDIT_SUPPORT)
                .join(
                    warehouse.read(LESSONS),
                    new String[] {"consolidation_id", "lesson_id"},
                    "left_anti")
                .count())
        .isZero();
  }

  @Test
  void previewSaysWhatARunMakes() {
    assertThat(preview).isEqualTo(result);
    assertThat(warehouse.read(SKILL_VERSIONS).count()).isEqualTo(1);
  }

  private static List<Patch> patches() {
    List<Patch> patches = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      patches.add(patch("many-" + i, "mallory", "error", BASE, MANY));
    }
    for (int i = 0; i < 4; i++) {
      patches.add(patch("quorum-" + i, "user-" + i, "error", i < 2 ? OLD : BASE, QUORUM));
      patches.add(
          patch("alike-" + i, "user-" + i, "error", BASE, i == 0 ? ALIKE_SET_OTHERWISE : ALIKE));
      patches.add(patch("opposite-" + i, "mallory", "error", BASE, OPPOSITE));
      patches.add(patch("half-" + i, "user-" + i, "success", BASE, HALF));
      patches.add(patch("both-" + i, "user-" + i, "success", BASE, BOTH));
      patches.add(patch("both-" + i, "user-" + i, "error", BASE, BOTH));
      patches.add(patch("refused-" + i, "user-" + i, "error", BASE, REFUSED));
      patches.add(patch("harmful-" + i, "user-" + i, "error", BASE, HARMFUL));
      patches.add(patch("outgrown-" + i, "user-" + i, "error", BASE, OUTGROWN));
      patches.add(patch("reworded-" + i, "user-" + i, "error", BASE, REWORDED));
      patches.add(patch("twin-" + i, "user-" + i, "error", BASE, i < 2 ? TWIN : OTHER_TWIN));
    }
    for (int i = 0; i < 5; i++) {
      patches.add(patch("fallen-" + i, "user-" + i, "contrast", BASE, FALLEN));
    }
    patches.add(patch("wanted", "user-1", "error", BASE, WANTED));
    patches.add(
        patch("stranger", "user-1", "error", Skill.of(Map.of("SKILL.md", "other")), WANTED));
    return patches;
  }

  /** A patch; those of the contrast analyst are about a corpus that is no more. */
  private static Patch patch(
      String trajectory, String principal, String analyst, Skill base, String text) {
    return new Patch(
        "patch " + trajectory + " " + analyst,
        trajectory,
        "task of " + trajectory,
        principal,
        analyst,
        base.id(),
        analyst.equals("contrast") ? "an old corpus" : null,
        null,
        Grade.VERIFIED,
        "cause",
        List.of(0),
        null,
        List.of(edit(text)));
  }

  private static List<LessonOverride> overrides() {
    return List.of(
        override("early", REFUSED, Decision.ACCEPT, 1, null, null, 9),
        override("refused", REFUSED, Decision.NEVER_AGAIN, 4, null, null, 10),
        override("harmful", HARMFUL, Decision.RETIRE, 4, null, null, 5),
        override("outgrown", OUTGROWN, Decision.REJECT, 3, null, null, 1),
        override("wanted", WANTED, Decision.ACCEPT, 1, null, null, 2),
        override("reworded", REWORDED, Decision.REWORD, 4, "- Switch the lamp off.", null, 3),
        override("twin", OTHER_TWIN, Decision.MERGE_WITH, 2, null, id(TWIN), 4));
  }

  private static LessonOverride override(
      String id,
      String text,
      Decision decision,
      long seen,
      @Nullable String words,
      @Nullable String target,
      long second) {
    return new LessonOverride(
        id,
        "desk",
        id(text),
        decision,
        words,
        target,
        seen,
        "ada",
        "not our business",
        Instant.ofEpochSecond(second));
  }

  private static Edit edit(String text) {
    return Edit.append("SKILL.md", "How to use this skill", text);
  }

  private static String id(String text) {
    return new Normaliser(BASE).exactId(edit(text));
  }

  private static Lesson lesson(String text) {
    return LESSONS
        .collect(warehouse.read(LESSONS).where(col("lesson_id").equalTo(id(text))))
        .get(0);
  }

  private static String text() {
    return result.version().orElseThrow().skill().file("SKILL.md").orElseThrow();
  }

  @Test
  void anotherValidatorTakesTheSkill() {
    SkillsRef.assertAccepts(folder, result.version().orElseThrow());
  }
}
