package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.Trace2Skill;
import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.EditSupport;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LessonOverride.Decision;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Run.TableVersion;
import dev.trace2skill.model.Supersession;
import dev.trace2skill.model.Supersession.Reason;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What analysts ask of the tables of two runs. */
@Tag("spark")
class AnalystCommandsTest {

  private static final String FIRST = "11111111-0000-4000-8000-000000000000";
  private static final String SECOND = "22222222-0000-4000-8000-000000000000";
  private static final String PAY = "aaaaaaaaaaaaaaaa";
  private static final String ASK = "bbbbbbbbbbbbbbbb";
  private static final String WAIT = "cccccccccccccccc";
  private static final String OLD = "dddddddddddddddd";
  private static final String SAME = "eeeeeeeeeeeeeeee";

  @TempDir private static Path directory;
  private static Path conf;

  @BeforeAll
  static void twoRuns() throws IOException {
    conf =
        Files.writeString(
            directory.resolve("conf.yaml"),
            "warehouse: %s/warehouse\nskill: {path: %s/desk}\nevidence: []\n"
                .formatted(directory, directory));
    Warehouse warehouse = SparkTest.warehouse(directory);
    warehouse.append(
        Tables.LESSONS,
        List.of(
            lesson("before", PAY, 8, Status.ACCEPTED, null),
            lesson("before", ASK, 4, Status.WAITING, "4 of 5 trajectories"),
            lesson("before", OLD, 6, Status.ACCEPTED, null),
            lesson("before", SAME, 2, Status.WAITING, "2 of 5 trajectories"),
            lesson("after", PAY, 8, Status.CONFLICT, "says the opposite of a better one"),
            lesson("after", ASK, 9, Status.ACCEPTED, null),
            lesson("after", WAIT, 2, Status.WAITING, "2 of 5 trajectories")));
    warehouse.append(
        Tables.CONFLICTS, List.of(new Conflict("conflict", "after", ASK, PAY, "the opposite")));
    warehouse.append(
        Tables.EDIT_SUPPORT,
        List.of(
            new EditSupport("before", "edit-1", OLD, "patch-1", "run-1"),
            new EditSupport("before", "edit-2", SAME, "patch-2", "run-2"),
            new EditSupport("after", "edit-2", ASK, "patch-2", "run-2")));
    warehouse.append(
        Tables.SUPERSESSIONS, List.of(new Supersession("run-1", "run-9", Reason.GROWN)));
    warehouse.append(
        Tables.RUNS,
        List.of(
            run(FIRST, "before", "{\"consolidate\": {\"min-support\": 5}}", 3, 1),
            run(SECOND, "after", "{\"consolidate\": {\"min-support\": 4}}", 4, 2)));
  }

  @Test
  void runsAreListedTheLastFirst() {
    assertThat(run("runs").out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsSubsequence("22222222", "11111111");
    assertThat(run("runs", "--json").out()).contains("\"run_id\":\"" + FIRST + "\"");
    assertThat(run("runs", "--limit", "0").code()).isEqualTo(2);
  }

  @Test
  void lessonsAreThoseOfTheLastConsolidation() {
    assertThat(run("lessons").out().lines().skip(2))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bbbbbbbbbbbb  accepted     9"),
            line -> assertThat(line).startsWith("aaaaaaaaaaaa  conflict     8"),
            line -> assertThat(line).startsWith("cccccccccccc  waiting      2"));
    assertThat(run("lessons", "--status", "waiting", "--json").out().lines())
        .singleElement()
        .asString()
        .contains("\"lesson_id\":\"" + WAIT + "\"");
    assertThat(run("lessons", "--skill", "other").err()).contains("no consolidation of other in ");
  }

  @Test
  void runsDifferInInputsConfAndLessons() {
    String diff = run("diff", "111111", SECOND).out();

    assertThat(diff.lines())
        .anyMatch(l -> l.matches("conf +consolidate\\.min-support +5 +4"))
        .anyMatch(l -> l.matches("input +patches +3 +4"))
        .anyMatch(
            l ->
                l.startsWith("bbbbbbbbbbbb  gained")
                    && l.contains("support rose from 4 to 9; before: waiting, 4 of 5 trajectories"))
        .anyMatch(
            l ->
                l.startsWith("aaaaaaaaaaaa  lost")
                    && l.contains("lost a conflict to \"- Do b.\": the opposite"))
        .anyMatch(
            l ->
                l.startsWith("dddddddddddd  lost")
                    && l.contains("no run stands behind it any longer; 1 of its runs superseded"))
        .anyMatch(
            l ->
                l.startsWith("cccccccccccc  new")
                    && l.contains("first proposed, by 2 runs of 2 tasks; waiting: 2 of 5"))
        .anyMatch(
            l ->
                l.startsWith("eeeeeeeeeeee  gone")
                    && l.contains("counted with lesson bbbbbbbbbbbb"));
    assertThat(run("diff", FIRST, FIRST).out()).contains("came to the same lessons");
    assertThat(run("diff", "nothing", SECOND).err()).contains("'nothing' is no run id");
    assertThat(run("diff", "333333", SECOND).err()).contains("no run begins with 333333");
  }

  @Test
  void decisionsThatAreWrittenIntoTheFileAreTaken() throws IOException {
    Path file = directory.resolve("review.yaml");

    Answer written = review("--write", file.toString());
    String text = Files.readString(file);
    // The editor of a reviewer who decides about one of the two.
    Files.writeString(
        file,
        text.replaceFirst(
                "decision: null\n    new-text: null", "decision: reword\n    new-text: Pay last")
            .replaceFirst(
                "decision: null\n  new-text: null", "decision: reword\n  new-text: Pay last"));
    Answer read = review("--read", file.toString());

    assertThat(written.out()).contains("2 lessons: ");
    assertThat(text).contains("lost-to: " + ASK, "why: 2 of 5 trajectories", "lesson: " + WAIT);
    assertThat(read.code()).as("%s", read).isZero();
    assertThat(read.out()).contains("1 decisions taken.");
    assertThat(overrides(PAY))
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.decision()).isEqualTo(Decision.REWORD);
              assertThat(o.text()).isEqualTo("Pay last");
            });
  }

  @Test
  void fileWithWhatCannotBeMeantChangesNothing() throws IOException {
    Path file = directory.resolve("broken.yaml");
    Files.writeString(file, "- lesson: %s\n  decision: reword\n".formatted(WAIT));

    assertThat(review("--read", file.toString()).err())
        .contains("lesson " + WAIT + ": a new text goes with reword");

    Files.writeString(file, "- lesson: %s\n  verdict: yes\n".formatted(WAIT));
    assertThat(review("--read", file.toString()).err())
        .contains("broken.yaml: unknown key 'verdict'; known: decision, evidence, lesson,");
    assertThat(overrides(WAIT)).isEmpty();
  }

  @Test
  void notebookSaysWhoLostToWhomAndDecides() {
    Trace2Skill t2s = Trace2Skill.of(SparkTest.warehouse(directory));

    assertThat(t2s.conflicts().select("lesson_id", "winner_id", "winner", "why").collectAsList())
        .containsExactly(RowFactory.create(PAY, ASK, "- Do b.", "the opposite"));
    assertThat(t2s.review().select("lesson_id", "status", "lost_to").collectAsList())
        .containsExactly(
            RowFactory.create(PAY, "conflict", ASK), RowFactory.create(WAIT, "waiting", null));
    assertThat(t2s.decide("bbbbbb", "reject", "ada", "of one task alone"))
        .isEqualTo("reject: Do b. (consolidate or evolve follows it)");
    assertThat(overrides(ASK))
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.decision()).isEqualTo(Decision.REJECT);
              assertThat(o.reviewer()).isEqualTo("ada");
              assertThat(o.skillName()).isEqualTo("desk");
              assertThat(o.trajectoryCount()).isEqualTo(9);
            });
    assertThatThrownBy(() -> t2s.decide("ffffff", "reject", "ada", ""))
        .hasMessageStartingWith("no lesson begins with ffffff");
    assertThatThrownBy(() -> t2s.decide(ASK, "perhaps", "ada", ""))
        .hasMessageStartingWith("decision 'perhaps' is not known; known: accept, reject,");
    assertThatThrownBy(() -> t2s.sql("SELECT nothing FROM lessons"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("`nothing` cannot be resolved");
  }

  /**
   * The view that notebooks/README.md makes in a Spark without our program is the one that we make.
   */
  @Test
  void viewsOfThePySparkLinesAreOurs() throws IOException {
    Trace2Skill t2s = Trace2Skill.of(SparkTest.warehouse(directory));
    List<Row> ours = t2s.sql("SELECT * FROM current_lessons").collectAsList();
    // The tables that the lines read, as views.
    var unused = t2s.sql("SELECT 1 FROM supersessions, trajectories, lessons, runs");

    Matcher statement =
        Pattern.compile("spark\\.sql\\(\"\"\"(.+?)\"\"\"\\)", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("notebooks/README.md")));
    int found = 0;
    while (statement.find()) {
      t2s.spark().sql(statement.group(1));
      found++;
    }

    assertThat(found).isEqualTo(2);
    assertThat(t2s.spark().sql("SELECT * FROM current_lessons").collectAsList())
        .hasSize(3)
        .containsExactlyInAnyOrderElementsOf(ours);
    assertThat(t2s.spark().sql("SELECT * FROM current_trajectories").collectAsList()).isEmpty();
  }

  private static List<LessonOverride> overrides(String lesson) {
    return Tables.OVERRIDES.collect(SparkTest.warehouse(directory).read(Tables.OVERRIDES)).stream()
        .filter(o -> o.lessonId().equals(lesson))
        .toList();
  }

  private static Answer run(String command, String... arguments) {
    // The session that the tests share, so that commands are as quick as they are.
    SparkTest.spark();
    return Answer.to(
        Stream.concat(
                Stream.of(command, "--warehouse", directory.resolve("warehouse").toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static Answer review(String... arguments) {
    SparkTest.spark();
    return Answer.to(
        Stream.concat(Stream.of("review", "--conf", conf.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static Run run(String id, String consolidation, String settings, long version, int day) {
    Instant start = Instant.parse("2026-03-0%dT05:06:07Z".formatted(day));
    return new Run(
        id,
        "consolidate",
        "0",
        settings,
        List.of(),
        List.of(new TableVersion("patches", version)),
        List.of(),
        null,
        "desk",
        consolidation,
        0,
        "done",
        start,
        start.plusSeconds(3));
  }

  private static Lesson lesson(
      String consolidation, String id, long runs, Status status, @Nullable String reason) {
    return new Lesson(
        id,
        consolidation,
        Edit.append("SKILL.md", "Rules", "- Do " + id.charAt(0) + "."),
        Grade.VERIFIED,
        List.of("error"),
        List.of(),
        List.of(),
        runs,
        2,
        1,
        null,
        (double) runs,
        1L,
        0,
        status,
        reason,
        null,
        null,
        null,
        null,
        null);
  }
}
