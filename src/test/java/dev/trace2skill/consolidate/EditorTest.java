package dev.trace2skill.consolidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.consolidate.Editor.Edition;
import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.skill.LineOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EditorTest {

  private static final String MAIN =
      """
      ---
      name: desk
      description: Handles requests at the desk. Use it for every request.
      ---

      # Desk

      ## Order

      - Look before you pay.
      - Do not call `send` twice.

      ## End

      Say goodbye.
      """;

  private static final Skill BASE = Skill.of(Map.of("SKILL.md", MAIN));

  private static final Lesson PAY = append("pay", 20, "- Pay last.");
  private static final Lesson LOOK = append("look", 30, "- Look twice.");
  private static final Lesson FAREWELL =
      lesson("farewell", 15, Edit.replace("SKILL.md", "Say goodbye.", "Say farewell."), null);
  private static final Lesson SILENCE =
      lesson("silence", 10, Edit.replace("SKILL.md", "Say goodbye.", "Say nothing."), null);
  private static final Lesson DANGLING =
      lesson(
          "dangling",
          40,
          Edit.replace("SKILL.md", "Say goodbye.", "Read [the end](references/end.md)."),
          null);

  @Test
  void lessonsGoInByTheirSupport() {
    Edition edition = write(PAY, LOOK);

    assertThat(text(edition))
        .isEqualTo(MAIN.replace("`send` twice.\n", "`send` twice.\n- Look twice.\n- Pay last.\n"));
    assertThat(find(edition, LOOK).rank()).isEqualTo(1);
    assertThat(find(edition, PAY).rank()).isEqualTo(2);
    assertThat(edition.lessons()).extracting(Lesson::status).containsOnly(Status.ACCEPTED);
    assertThat(edition.lessons()).extracting(Lesson::reason).containsOnlyNulls();
  }

  @Test
  void oneLineLessonIsPrintedWithItsNumbers() {
    Lesson counted = lesson("pay", 20, PAY.edit(), "in 12 of 40 failed runs");

    assertThat(text(write(counted))).contains("\n- Pay last. *Seen in 12 of 40 failed runs.*\n");
  }

  @Test
  void betterSupportedOfTwoThatConflictWins() {
    Edition edition = write(SILENCE, FAREWELL);

    assertThat(text(edition)).isEqualTo(MAIN.replace("goodbye", "farewell"));
    assertThat(find(edition, SILENCE).status()).isEqualTo(Status.CONFLICT);
    assertThat(find(edition, SILENCE).reason()).isEqualTo("both change the same lines of SKILL.md");
    assertThat(edition.conflicts())
        .extracting(Conflict::winnerLessonId, Conflict::loserLessonId, Conflict::reason)
        .containsExactly(tuple("farewell", "silence", "both change the same lines of SKILL.md"));
  }

  @Test
  void whatTheBaseSaysAlreadyIsKnown() {
    Lesson known = append("known", 50, "* look before *you* pay");

    Edition edition = write(known);

    assertThat(edition.written().skill()).isEqualTo(BASE);
    assertThat(find(edition, known).status()).isEqualTo(Status.KNOWN);
    assertThat(find(edition, known).reason()).isEqualTo("the base skill says it already");
  }

  @Test
  void partOfWhatTheBaseSaysIsNotKnown() {
    assertThat(write(append("reverse", 9, "- Call `send` twice.")).lessons())
        .extracting(Lesson::status)
        .containsOnly(Status.ACCEPTED);
    assertThat(write(append("shorter", 9, "- Look before you.")).lessons())
        .extracting(Lesson::status)
        .containsOnly(Status.ACCEPTED);
  }

  @Test
  void lessonThatWasPrintedWithItsNumbersIsKnown() {
    Lesson counted = lesson("pay", 20, PAY.edit(), "in 12 of 40 failed runs");
    Skill published = write(counted).written().skill();

    Edition next =
        Editor.write(
            "desk",
            published,
            new AgentSkillFormat(),
            List.of(lesson("pay", 25, PAY.edit(), "in 15 of 50 failed runs")));

    assertThat(next.lessons()).extracting(Lesson::status).containsOnly(Status.KNOWN);
  }

  @Test
  void lessonThatBreaksTheSkillStaysOutAndOthersDoNotSufferForIt() {
    Edition edition = write(PAY, DANGLING, LOOK);

    assertThat(find(edition, DANGLING).status()).isEqualTo(Status.REJECTED);
    assertThat(find(edition, DANGLING).reason()).startsWith("with it the skill breaks a rule: ");
    assertThat(find(edition, PAY).status()).isEqualTo(Status.ACCEPTED);
    assertThat(find(edition, LOOK).status()).isEqualTo(Status.ACCEPTED);
    assertThat(text(edition)).contains("- Pay last.", "- Look twice.", "Say goodbye.");
  }

  @Test
  void loserToALessonThatIsRejectedGoesIn() {
    Edition edition = write(DANGLING, FAREWELL, SILENCE);

    assertThat(find(edition, FAREWELL).status()).isEqualTo(Status.ACCEPTED);
    assertThat(find(edition, SILENCE).status()).isEqualTo(Status.CONFLICT);
    assertThat(edition.conflicts()).extracting(Conflict::winnerLessonId).containsOnly("farewell");
  }

  @Test
  void lessonsThatOnlyTogetherKeepTheRulesGoInTogether() {
    Lesson file = lesson("file", 30, Edit.createFile("references/returns.md", "# Returns\n"), null);
    Lesson link = append("link", 10, "- For returns read [returns](references/returns.md).");

    Edition both = write(file, link);
    Edition alone = write(file);

    assertThat(both.lessons()).extracting(Lesson::status).containsOnly(Status.ACCEPTED);
    assertThat(find(alone, file).status()).isEqualTo(Status.REJECTED);
    assertThat(alone.written().skill()).isEqualTo(BASE);
  }

  @Test
  void acceptedLessonThatDoesNotApplyAfterOthersIsRejected() {
    Lesson before =
        lesson("before", 30, Edit.insertBefore("SKILL.md", "# Desk", "Say goodbye."), null);
    Lesson after =
        lesson("after", 10, Edit.insertAfter("SKILL.md", "Say goodbye.", "Then wait."), null);

    Edition edition = write(after, before);

    assertThat(find(edition, after).status()).isEqualTo(Status.REJECTED);
    assertThat(find(edition, after).reason()).startsWith("it does not go in with the others: ");
    assertThat(text(edition)).doesNotContain("Then wait.");
  }

  @Test
  void tooManyLessonsForOneFileLeaveTheLeastSupportedOut() {
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      lessons.add(
          append("l" + i, 100 - i, "- Rule " + i + ": " + "word ".repeat(100).strip() + "."));
    }

    Edition edition = Editor.write("desk", BASE, new AgentSkillFormat(), lessons);

    List<String> accepted =
        edition.lessons().stream()
            .filter(l -> l.status() == Status.ACCEPTED)
            .map(Lesson::lessonId)
            .toList();
    assertThat(accepted).hasSizeBetween(30, 44);
    for (int i = 0; i < 45; i++) {
      assertThat(accepted.contains("l" + i)).isEqualTo(i < accepted.size());
    }
  }

  @Test
  void nothingIsWrittenWithoutLessons() {
    Edition edition = write();

    assertThat(edition.written().skill()).isEqualTo(BASE);
    assertThat(edition.lessons()).isEmpty();
    assertThat(edition.conflicts()).isEmpty();
  }

  @Test
  void resultDoesNotDependOnTheOrderOfTheLessons() {
    List<Lesson> lessons =
        List.of(
            PAY,
            LOOK,
            FAREWELL,
            SILENCE,
            DANGLING,
            append("a", 20, "- A."),
            append("b", 20, "- B."));
    Edition expected = Editor.write("desk", BASE, new AgentSkillFormat(), lessons);
    Random random = new Random(1);

    for (int i = 0; i < 50; i++) {
      List<Lesson> shuffled = new ArrayList<>(lessons);
      Collections.shuffle(shuffled, random);
      assertThat(Editor.write("desk", BASE, new AgentSkillFormat(), shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void everyLineComesFromTheBaseOrFromAnAcceptedLesson() {
    Lesson file =
        lesson("file", 3, Edit.createFile("scripts/check.py", "import sys\nsys.exit(0)\n"), null);

    Edition edition = write(PAY, LOOK, FAREWELL, SILENCE, DANGLING, file);

    for (SkillFile written : edition.written().skill().files()) {
      List<LineOrigin> lines = edition.written().lines().get(written.path());
      assertThat(String.join("\n", lines.stream().map(LineOrigin::text).toList()) + "\n")
          .isEqualTo(written.content());
      for (LineOrigin line : lines) {
        if (line.key() == null) {
          assertThat(MAIN.lines()).contains(line.text());
        } else {
          assertThat(line.key()).isIn("pay", "look", "farewell", "file");
        }
      }
    }
    assertThat(origin(edition, "- Pay last.")).isEqualTo("pay");
    assertThat(origin(edition, "Say farewell.")).isEqualTo("farewell");
    assertThat(origin(edition, "- Look before you pay.")).isNull();
  }

  private static @Nullable String origin(Edition edition, String text) {
    return edition.written().lines().get("SKILL.md").stream()
        .filter(l -> l.text().equals(text))
        .findFirst()
        .orElseThrow()
        .key();
  }

  private static Edition write(Lesson... lessons) {
    return Editor.write("desk", BASE, new AgentSkillFormat(), List.of(lessons));
  }

  private static String text(Edition edition) {
    return edition.written().skill().file("SKILL.md").orElseThrow();
  }

  private static Lesson find(Edition edition, Lesson lesson) {
    return edition.lessons().stream()
        .filter(l -> l.lessonId().equals(lesson.lessonId()))
        .findFirst()
        .orElseThrow();
  }

  private static Lesson append(String id, long support, String text) {
    return lesson(id, support, Edit.append("SKILL.md", "Order", text), null);
  }

  private static Lesson lesson(String id, long support, Edit edit, @Nullable String finding) {
    return new Lesson(
        id,
        "consolidation",
        edit,
        Grade.ESTABLISHED,
        List.of("contrast"),
        List.of(),
        support,
        3,
        1,
        0,
        Status.ACCEPTED,
        null,
        finding);
  }
}
