package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.Trace2Skill;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.model.Verdict.LessonResult;
import dev.trace2skill.model.Verdict.LessonResult.Fate;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive in which one habit harms always, and one did so only until November. */
class TemporalGateTest {

  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void lessonThatDoesNotHoldInLaterRunsIsRetiredAndTheRestGoesOut() throws IOException {
    Path folder = directory.resolve("skills/desk");
    Path conf =
        Files.writeString(
            directory.resolve("conf.yaml"),
            """
            warehouse: %s
            skill: {path: %s, description: Handles requests at the desk.}
            evidence: []
            gate: {kind: temporal, before: 2026-11-01}
            spark: {settings: {spark.sql.codegen.wholeStage: "false", spark.sql.codegen.factoryMode: NO_CODEGEN}}
            """
                .formatted(directory.resolve("warehouse"), folder));
    SparkTest.warehouse(directory).append(Tables.TRAJECTORIES, archive());

    Answer answer = Answer.to("evolve", "--conf", conf.toString());

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        // Nothing of November is learnt from.
        .contains("64 labelled trajectories, ")
        .containsPattern("held +called:escalate +\\+100 +\\+100 ")
        .containsPattern("failed +called:add_note +\\+100 +[-+]0 ")
        .contains(
            "Verdict: reject; 1 of 2 lessons hold in runs they were not learnt from, 1 do not")
        .contains("1 lessons are retired; the rest is consolidated and judged again.")
        .contains("Verdict: accept; 1 of 1 lessons hold in runs they were not learnt from");
    assertThat(folder.resolve("SKILL.md"))
        .content()
        .contains("Do not call `escalate`")
        .doesNotContain("add_note");
    Warehouse warehouse = SparkTest.warehouse(directory);
    assertThat(Tables.VERDICTS.collect(warehouse.read(Tables.VERDICTS).orderBy("decided_at")))
        .extracting(Verdict::decision)
        .containsExactly(Decision.REJECT, Decision.ACCEPT);
    LessonResult failed =
        Tables.VERDICTS.collect(warehouse.read(Tables.VERDICTS)).stream()
            .flatMap(v -> v.lessons().stream())
            .filter(l -> l.fate() == Fate.FAILED)
            .findFirst()
            .orElseThrow();
    assertThat(Tables.LESSONS.collect(warehouse.read(Tables.LESSONS).where("status = 'retired'")))
        .singleElement()
        .satisfies(
            lesson -> {
              assertThat(lesson.lessonId()).isEqualTo(failed.lessonId());
              assertThat(lesson.status()).isEqualTo(Status.RETIRED);
              assertThat(lesson.reason())
                  .startsWith("the gate: it does not hold in other runs: failure rate ");
            })
        .extracting(Lesson::overrideId)
        .isNotNull();
    Path page = directory.resolve("pages/report.html");
    Answer report = Answer.to("report", "--conf", conf.toString(), "--out", page.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(report.out()).startsWith(page + ": version ").contains(" of desk, ");
    String text = Files.readString(page);
    // A whole page in a message would bury it.
    assertThat(
            Stream.of(
                    "<span class=\"pill accept\">accepted</span>",
                    "<li>Do not call <code>escalate</code>",
                    "<b>escalate</b> calls <code>{}</code>",
                    "<option value=\"RETIRED\">retired (1)</option>",
                    ">held</td>",
                    "trace2skill evolve --conf")
                .filter(part -> !text.contains(part)))
        .isEmpty();
    analystsGetAnswers(SparkTest.warehouse(directory).path());
  }

  /** What notebooks ask of such a warehouse. */
  private static void analystsGetAnswers(String warehouse) {
    Trace2Skill t2s = Trace2Skill.open(SparkTest.spark(), warehouse);
    Row line =
        t2s.sql("SELECT file, line_number FROM skill_lines WHERE text LIKE '%escalate%'").first();

    assertThat(t2s.lessons().where("status = 'accepted'").count()).isEqualTo(1);
    assertThat(t2s.whatIf(16).where("status <> status_then").count()).isZero();
    assertThat(t2s.whatIf(17).where("status_then = 'waiting'").count()).isEqualTo(1);
    assertThat(t2s.blame(line.getString(0), line.getInt(1)).count()).isEqualTo(16);
    assertThatThrownBy(() -> t2s.ask("5-weather"))
        .isInstanceOf(UserError.class)
        .hasMessage("no question 5-weather; notebooks/sql has them all");
    assertThatThrownBy(() -> Trace2Skill.open(SparkTest.spark(), warehouse + "/none"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no tables in " + warehouse + "/none; run jobs/trace2skill evolve");
  }

  /** Four runs of each task; two of them do what may harm. */
  private static List<Trajectory> archive() {
    List<Trajectory> runs = new ArrayList<>();
    Instant october = NOVEMBER.minus(Duration.ofDays(20));
    Instant november = NOVEMBER.plus(Duration.ofDays(5));
    for (int task = 0; task < 8; task++) {
      for (int trial = 0; trial < 4; trial++) {
        boolean does = trial < 2;
        runs.add(run("return-" + task, trial, october, "escalate", does, does));
        runs.add(run("order-" + task, trial, october, "add_note", does, does));
        runs.add(run("return-9" + task, trial, november, "escalate", does, does));
        // Since November a note makes no difference.
        runs.add(run("order-9" + task, trial, november, "add_note", does, trial % 2 == 0));
      }
    }
    return runs;
  }

  private static Trajectory run(
      String task, int trial, Instant at, String habit, boolean does, boolean fails) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.said(0, Actor.USER, "Please handle " + task));
    call(steps, "get_ticket");
    if (does) {
      call(steps, habit);
    }
    call(steps, "close_ticket");
    return Trajectory.of(new Source("test", null, "file:/" + task, ""), task)
        .trial(trial)
        .session(task + "-" + trial)
        .principal("user-" + trial)
        .query("Please handle " + task)
        .steps(steps)
        .judgements(List.of(Judgement.of(Judgement.Kind.REWARD, "reward", fails ? 0 : 1)))
        .between(at, at.plusSeconds(60))
        .build();
  }

  private static void call(List<Step> steps, String tool) {
    String id = "call-" + steps.size();
    steps.add(Step.called(steps.size(), "", List.of(new ToolCall(id, tool, "{}"))));
    steps.add(Step.answered(steps.size(), new ToolResult(id, tool, "done", false)));
  }
}
