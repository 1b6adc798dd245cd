package dev.trace2skill.report;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillLine;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.report.Cited.Call;
import dev.trace2skill.report.Cited.Quoted;
import dev.trace2skill.report.Cited.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports made up for tests, of any size, in which each text may be what it likes. */
final class Reports {

  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  private final int lessons;
  private final int inSkill;

  /** Put into every text that comes from traces. */
  private final String poison;

  private Reports(int lessons, String poison) {
    this.lessons = lessons;
    inSkill = Math.min(60, lessons / 3);
    this.poison = poison;
  }

  /** A report with all that there can be in one. */
  static Report of(int lessons) {
    return new Reports(lessons, "").report();
  }

  /** The same, in which every text that comes from traces goes on with another. */
  static Report poisoned(int lessons, String poison) {
    return new Reports(lessons, poison).report();
  }

  /** A skill of one line that nobody learnt. */
  static Report bare() {
    SkillVersion version = version("v1", Skill.of(Map.of("SKILL.md", "# Desk\n")));
    return new Report(
        version,
        List.of(new SkillLine("v1", "SKILL.md", 1, "# Desk", null)),
        new LessonList(List.of(), List.of(), List.of(), List.of()),
        new Evidence(List.of(), List.of(), List.of(), List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private Report report() {
    List<Lesson> all = IntStream.range(0, lessons).mapToObj(this::lesson).toList();
    List<SkillLine> lines = lines();
    String text = String.join("\n", lines.stream().map(SkillLine::text).toList()) + "\n";
    SkillVersion version = version("version-two", Skill.of(Map.of("SKILL.md", text)));
    SkillVersion earlier =
        version("version-one", Skill.of(Map.of("SKILL.md", text.replace("twice", "once"))));
    List<Verdict> verdicts = List.of(verdict("version-two", 0.475, 0.325, 0.625));
    return new Report(
        version,
        lines,
        new LessonList(
            all,
            all.stream()
                .map(l -> new LessonList.Count(l.status(), l.trajectoryCount(), 1))
                .toList(),
            all.stream().flatMap(l -> cited(l)).toList(),
            List.of(
                new Conflict("c", "con-2", id(0), id(inSkill + 1), "they say opposite" + poison))),
        evidence(),
        verdicts,
        List.of(
            new Publication(
                "p", "version-two", "s", "/skills/desk", "v", null, START, null, null, null)),
        List.of(
            new Edition(
                "con-1", START, earlier, 31, 80, List.of(verdict("version-one", 0.2, -0.02, 0.41))),
            new Edition("con-2", START.plusSeconds(86_400), version, 40, 210, verdicts)),
        run());
  }

  private static SkillVersion version(String id, Skill skill) {
    Skill base = Skill.of(Map.of("SKILL.md", "---\nname: desk\n---\n\n# Desk\n\nBe kind.\n"));
    return new SkillVersion(
        id, "desk", skill.id(), base.id(), "con-2", 1, skill.files(), base.files());
  }

  private static String id(int i) {
    return "%032x".formatted(i + 0xabc);
  }

  private Lesson lesson(int i) {
    Status status =
        i < inSkill ? Status.ACCEPTED : List.of(Status.values()).get(1 + (i - inSkill) % 7);
    return new Lesson(
        id(i),
        "con-2",
        Edit.append("SKILL.md", "Refunds", "- " + words(i) + poison),
        List.of(Grade.values()).get(i % Grade.values().length),
        List.of("error", "success"),
        List.of("played-model"),
        List.of(),
        Math.max(1, 200 / (i + 1)),
        Math.max(1, 40 / (i + 1)),
        2,
        320L,
        null,
        null,
        i < inSkill ? i + 1 : 0,
        status,
        status == Status.ACCEPTED ? null : "2 more runs are needed" + poison,
        "in 12 of 80 failed runs and 0 of 76 successful ones" + poison,
        null,
        null,
        null,
        null);
  }

  private static String words(int i) {
    return "Check the amount of refund %d twice against `order_%d` before you call `pay`."
        .formatted(i, i);
  }

  private List<SkillLine> lines() {
    List<String> head =
        List.of(
            "---",
            "name: desk",
            "description: \"Handles refunds" + poison.replace("\n", " ") + "\"",
            "---",
            "",
            "# Desk",
            "",
            "Be kind. See [the rules](https://rules.example/all).",
            "",
            "```sh",
            "pay --dry-run   # <b>no</b> markup here",
            "```",
            "",
            "| tool | use |",
            "|---|---|",
            "| pay | pays |",
            "",
            "## Refunds",
            "");
    List<SkillLine> lines = new ArrayList<>();
    head.forEach(text -> line(lines, text, null));
    for (int i = 0; i < inSkill; i++) {
      line(lines, "- " + words(i) + poison.replace("\n", " "), id(i));
    }
    return lines;
  }

  private static void line(List<SkillLine> lines, String text, @Nullable String lesson) {
    lines.add(new SkillLine("version-two", "SKILL.md", lines.size() + 1, text, lesson));
  }

  private Stream<Cited> cited(Lesson lesson) {
    int count = lesson.status() == Status.ACCEPTED ? 3 : 1;
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Cited(
                    lesson.lessonId(),
                    lesson.trajectoryCount() + 2,
                    lesson.edit(),
                    "patch " + i,
                    "error",
                    "the amount was paid before it was checked" + poison,
                    List.of(),
                    "f00d%08x%04d".formatted(lesson.lessonId().hashCode(), i),
                    "refund-%02d%s".formatted(i, poison),
                    Outcome.FAILURE,
                    "file:/traces/runs.jsonl" + poison,
                    List.of(
                        new Quoted(
                            7,
                            Actor.AGENT,
                            "I pay the amount now." + poison,
                            List.of(new Call("pay", "{\"amount\": 7}" + poison)),
                            List.of(new Result("pay", "Error: too much" + poison, true))))));
  }

  private Evidence evidence() {
    return new Evidence(
        List.of(
            new Evidence.Ended("gpt-played in messages" + poison, Outcome.SUCCESS, 152),
            new Evidence.Ended("gpt-played in messages" + poison, Outcome.FAILURE, 165),
            new Evidence.Ended("small-played in claude-code", Outcome.SUCCESS, 40),
            new Evidence.Ended("small-played in claude-code", Outcome.INFRA, 9),
            new Evidence.Ended("small-played in claude-code", Outcome.UNKNOWN, 12)),
        List.of(
            new Evidence.Dropped("error", "unverified", 68, "nothing verified it" + poison),
            new Evidence.Dropped("error", "no_cause", 16, null)),
        List.of(new Evidence.Uncovered("error", "near_identical", 17)),
        List.of(new Evidence.Rejection("the anchor occurs twice" + poison, 4)),
        List.of(
            new Evidence.Cost(
                "analyze", "error", "played", 900, 20, 1_083, 7_000_000L, 90_000L, 22.5),
            new Evidence.Cost(
                "analyze", "success", "played", 252, 0, 260, 1_500_000L, 20_000L, 4.1),
            new Evidence.Cost("consolidate", "merge", "played", 12, 0, 12, 40_000L, 2_000L, 0.2)));
  }

  private Verdict verdict(String version, double effect, double low, double high) {
    Comparison result =
        new Comparison(40, 40, 19, 0, 0.525, 0.525 + effect, effect, low, high, 1.9e-6, 1);
    return new Verdict(
        "verdict of " + version,
        version,
        "desk",
        "s",
        "b",
        Verdict.Kind.ROLLOUTS,
        "simulated-desk",
        "",
        Verdict.Decision.ACCEPT,
        "it is better than the base",
        null,
        result,
        new Comparison(40, 40, 11, 8, 0.525, 0.6, 0.075, -0.15, 0.3, 0.32, 0.8),
        null,
        1,
        0,
        List.of(new Verdict.TaskResult("refund-1" + poison, "refund", 1, 0, 1)),
        List.of(
            new Verdict.LessonResult(
                id(0),
                "called:pay",
                Verdict.LessonResult.Fate.HELD,
                -0.4,
                -0.35,
                -0.5,
                -0.2,
                6,
                "it holds in later runs")),
        "40 of 40 held-out tasks",
        "run-2",
        START);
  }

  private Run run() {
    return new Run(
        "run-2",
        "evolve",
        "1.0",
        "{\"warehouse\":\"w\",\"labels\":null,\"note\":\"" + poison.length() + "\"}",
        List.of("evolve", "--conf", "my.yaml" + poison),
        List.of(new Run.TableVersion("trajectories", 4)),
        List.of(new Run.Count("edits", 465)),
        "version-two",
        "desk",
        "con-2",
        0,
        "done" + poison,
        START,
        START.plusSeconds(60));
  }
}
