package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.CONFLICTS;
import static dev.trace2skill.store.Tables.EDITS;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.SKILL_LINES;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static java.util.Comparator.comparingInt;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillLine;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SkillsRef;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class ConsolidateStageTest {

  private static final AgentSkillFormat FORMAT = new AgentSkillFormat();
  private static final Skill BASE = FORMAT.draft("desk", "Handles requests at the desk.");
  private static final ConsolidateSettings SETTINGS =
      ConsolidateSettings.DEFAULT.withThresholds(5, 2, 1);

  private static final Edit PAY = Edit.append("SKILL.md", "Order", "- Pay last.");
  private static final Edit PAY_SET_OTHERWISE = Edit.append("SKILL.md", "order", "* *Pay* last");
  private static final Edit LOOK = Edit.append("SKILL.md", "Order", "- Look twice.");
  private static final Edit RARE = Edit.append("SKILL.md", "Order", "- Whistle.");
  private static final Edit ONE_TASK = Edit.append("SKILL.md", "Order", "- Hum.");
  private static final Edit UNSURE = Edit.append("SKILL.md", "Order", "- Sing.");
  private static final Edit LOST = Edit.replace("SKILL.md", "no such text", "x");
  private static final Edit TITLE = Edit.replace("SKILL.md", "# Desk", "# The desk");
  private static final Edit OTHER_TITLE = Edit.replace("SKILL.md", "# Desk", "# Counter");

  @TempDir private static Path folder;
  private static Warehouse warehouse;
  private static ConsolidateStage.Result result;

  @BeforeAll
  static void consolidateOnce() {
    warehouse = warehouse("once");
    warehouse.append(PATCHES, patches());
    result = consolidate(warehouse, SETTINGS);
  }

  @Test
  void orderPartitionsAndBatchesWithAConsolidationBetweenThemChangeNothing() {
    List<Patch> shuffled = new ArrayList<>(patches());
    Collections.shuffle(shuffled, new Random(7));
    Warehouse other = warehouse("batches");
    List<Patch> first = shuffled.subList(30, shuffled.size());
    other.append(PATCHES, PATCHES.rows(other.spark(), first).repartition(7));
    assertThat(consolidate(other, SETTINGS).consolidationId())
        .isNotEqualTo(result.consolidationId());
    other.append(PATCHES, shuffled.subList(0, 30));

    ConsolidateStage.Result again = consolidate(other, SETTINGS);

    assertThat(again.consolidationId()).isEqualTo(result.consolidationId());
    assertThat(again.version().orElseThrow().files())
        .isEqualTo(result.version().orElseThrow().files());
    assertThat(again.version()).isEqualTo(result.version());
    assertThat(lessons(other)).isEqualTo(lessons(warehouse));
    assertThat(Set.copyOf(EDITS.collect(other.read(EDITS))))
        .isEqualTo(Set.copyOf(EDITS.collect(warehouse.read(EDITS))));
    assertThat(lines(other)).isEqualTo(lines(warehouse));
  }

  @Test
  void supportIsDistinctRunsTasksAndPrincipals() {
    Lesson pay = lesson(PAY);

    assertThat(pay.status()).isEqualTo(Status.ACCEPTED);
    assertThat(pay.trajectoryCount()).isEqualTo(8);
    assertThat(pay.taskCount()).isEqualTo(4);
    assertThat(pay.principalCount()).isEqualTo(3);
    assertThat(pay.analysts()).containsExactly("contrast", "other");
    assertThat(pay.contrastIds()).containsExactly("contrast of - Pay last.");
    assertThat(pay.finding()).isEqualTo("in 8 runs");
  }

  @Test
  void lessonWithTooLittleSupportWaitsAndSaysWhatItLacks() {
    assertThat(lesson(RARE).status()).isEqualTo(Status.WAITING);
    assertThat(lesson(RARE).reason()).isEqualTo("4 of 5 trajectories, 4 of 2 tasks");
    assertThat(lesson(ONE_TASK).status()).isEqualTo(Status.WAITING);
    assertThat(lesson(ONE_TASK).reason()).isEqualTo("6 of 5 trajectories, 1 of 2 tasks");
    assertThat(result.count(Status.WAITING)).isEqualTo(3);
  }

  @Test
  void suggestiveLessonIsNeverPublishedHoweverOftenItIsSeen() {
    assertThat(lesson(UNSURE).trajectoryCount()).isEqualTo(20);
    assertThat(lesson(UNSURE).status()).isEqualTo(Status.WAITING);
    assertThat(lesson(UNSURE).reason()).isEqualTo("suggestive: not sure enough to publish");
  }

  @Test
  void editThatDoesNotApplyIsRejectedWithTheReason() {
    assertThat(lesson(LOST).status()).isEqualTo(Status.REJECTED);
    assertThat(lesson(LOST).reason()).contains("no such text");
  }

  @Test
  void conflictIsRecordedOnce() {
    assertThat(lesson(TITLE).status()).isEqualTo(Status.ACCEPTED);
    assertThat(lesson(OTHER_TITLE).status()).isEqualTo(Status.CONFLICT);
    assertThat(CONFLICTS.collect(warehouse.read(CONFLICTS).where(ofResult())))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.winnerLessonId()).isEqualTo(lesson(TITLE).lessonId());
              assertThat(c.loserLessonId()).isEqualTo(lesson(OTHER_TITLE).lessonId());
            });
  }

  @Test
  void versionHoldsTheAcceptedLessonsAndEveryLineItsOrigin() {
    SkillVersion version = result.version().orElseThrow();
    SkillsRef.assertAccepts(folder, version);
    List<SkillLine> lines =
        lines(warehouse).stream().sorted(comparingInt(SkillLine::lineNumber)).toList();

    assertThat(result.accepted())
        .extracting(Lesson::lessonId)
        .containsExactlyInAnyOrder(id(PAY), id(LOOK), id(TITLE));
    assertThat(version.lessonCount()).isEqualTo(3);
    assertThat(version.base()).isEqualTo(BASE);
    assertThat(String.join("\n", lines.stream().map(SkillLine::text).toList()) + "\n")
        .isEqualTo(version.skill().file("SKILL.md").orElseThrow());
    assertThat(lines)
        .filteredOn(l -> l.text().startsWith("- Look twice."))
        .extracting(SkillLine::lessonId)
        .containsExactly(id(LOOK));
  }

  @Test
  void lowerThresholdAcceptsMoreOfTheSamePatches() {
    long patches = warehouse.read(PATCHES).count();
    long edits = warehouse.read(EDITS).count();

    ConsolidateStage.Result lower =
        consolidate(warehouse, ConsolidateSettings.DEFAULT.withThresholds(4, 1, 1));

    assertThat(lower.consolidationId()).isNotEqualTo(result.consolidationId());
    assertThat(lower.accepted())
        .extracting(Lesson::lessonId)
        .containsExactlyInAnyOrder(id(PAY), id(LOOK), id(TITLE), id(RARE), id(ONE_TASK));
    assertThat(warehouse.read(PATCHES).count()).isEqualTo(patches);
    assertThat(warehouse.read(EDITS).count()).isEqualTo(edits);
    assertThat(warehouse.read(SKILL_VERSIONS).count()).isEqualTo(2);
  }

  @Test
  void patchesOfAnotherCorpusOrBaseAreLeftAlone() {
    assertThat(warehouse.read(PATCHES).where("cause = 'elsewhere'").count()).isEqualTo(18);
    assertThat(lesson(RARE).trajectoryCount()).isEqualTo(4);
    assertThat(warehouse.read(EDITS).where("patch_id LIKE '%another base%'").count()).isZero();
  }

  @Test
  void withNothingToLearnThereIsNoVersion() {
    Warehouse other = warehouse("nothing");
    other.append(PATCHES, List.of(patch("alone", 1, RARE, "corpus", Grade.ESTABLISHED)));

    ConsolidateStage.Result again = consolidate(other, SETTINGS);

    assertThat(again.version()).isEmpty();
    assertThat(again.accepted()).isEmpty();
    assertThat(other.has(SKILL_VERSIONS)).isFalse();
    assertThat(LESSONS.collect(other.read(LESSONS)))
        .extracting(Lesson::status)
        .containsExactly(Status.WAITING);
    assertThat(consolidate(warehouse("empty"), SETTINGS).version()).isEmpty();
  }

  /** Patches of two analysts; the second repeats the first on the same trajectories. */
  private static List<Patch> patches() {
    List<Patch> patches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      patches.add(patch("unsure-" + i, i, UNSURE, "corpus", Grade.SUGGESTIVE));
    }
    for (int i = 0; i < 8; i++) {
      patches.add(patch("pay-" + i, i, PAY, "corpus", Grade.ESTABLISHED));
      patches.add(again(patch("pay-" + i, i, PAY_SET_OTHERWISE, null, Grade.GROUNDED)));
    }
    for (int i = 0; i < 6; i++) {
      patches.add(patch("look-" + i, i, LOOK, "corpus", Grade.GROUNDED));
      patches.add(patch("hum-" + i, 4 * i, ONE_TASK, "corpus", Grade.ESTABLISHED));
      patches.add(patch("lost-" + i, i, LOST, "corpus", Grade.ESTABLISHED));
      patches.add(patch("title-" + i, i, TITLE, "corpus", Grade.ESTABLISHED));
    }
    for (int i = 0; i < 5; i++) {
      patches.add(patch("other-" + i, i, OTHER_TITLE, "corpus", Grade.ESTABLISHED));
    }
    for (int i = 0; i < 4; i++) {
      patches.add(patch("rare-" + i, i, RARE, "corpus", Grade.ESTABLISHED));
    }
    for (int i = 0; i < 9; i++) {
      patches.add(elsewhere(i, BASE.id(), "another corpus"));
      patches.add(elsewhere(i, "another base", "corpus"));
    }
    return patches;
  }

  /** A patch that is none of this consolidation's business. */
  private static Patch elsewhere(int number, String base, String corpus) {
    String run = "elsewhere-" + number;
    return new Patch(
        "patch " + run + base + corpus,
        run,
        "task-" + number,
        null,
        "contrast",
        base,
        corpus,
        null,
        Grade.ESTABLISHED,
        "elsewhere",
        List.of(),
        null,
        List.of(RARE));
  }

  /** A patch to a trajectory of one of four tasks and one of two principals. */
  private static Patch patch(
      String trajectory, int number, Edit edit, @Nullable String corpus, Grade grade) {
    return new Patch(
        "patch " + trajectory,
        trajectory,
        "task-" + number % 4,
        number % 3 == 0 ? null : "tenant-" + number % 3,
        "contrast",
        BASE.id(),
        corpus,
        "contrast of " + edit.text(),
        grade,
        "called:pay",
        List.of(number),
        "in 8 runs",
        List.of(edit));
  }

  /** The same from an analyst that tests nothing, so that no corpus stands behind it. */
  private static Patch again(Patch p) {
    return new Patch(
        p.patchId() + " again",
        p.trajectoryId(),
        p.taskId(),
        p.principalId(),
        "other",
        p.baseSkillId(),
        null,
        null,
        p.grade(),
        p.cause(),
        p.evidence(),
        "as a model says",
        p.edits());
  }

  private static Warehouse warehouse(String name) {
    return new Warehouse(SparkTest.spark(), folder.resolve(name).toString());
  }

  private static ConsolidateStage.Result consolidate(
      Warehouse warehouse, ConsolidateSettings settings) {
    return new ConsolidateStage(
            warehouse, FORMAT, settings, ConsolidateModels.NONE, "run", Instant.EPOCH)
        .run(Proposers.of(List.of("contrast", "other")), "desk", BASE, "corpus");
  }

  private static Set<Lesson> lessons(Warehouse warehouse) {
    return new HashSet<>(LESSONS.collect(warehouse.read(LESSONS).where(ofResult())));
  }

  /** A test consolidates the shared patches with other settings too. */
  private static Column ofResult() {
    return col("consolidation_id").equalTo(result.consolidationId());
  }

  private static Set<SkillLine> lines(Warehouse warehouse) {
    return new HashSet<>(
        SKILL_LINES.collect(
            warehouse
                .read(SKILL_LINES)
                .where(
                    col("skill_version_id")
                        .equalTo(result.version().orElseThrow().skillVersionId()))));
  }

  private static String id(Edit edit) {
    return new Normaliser(BASE).exactId(edit);
  }

  private static Lesson lesson(Edit edit) {
    return LESSONS
        .collect(warehouse.read(LESSONS).where(ofResult().and(col("lesson_id").equalTo(id(edit)))))
        .get(0);
  }
}
