package dev.trace2skill.report;

import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.report.LessonView.Party;
import dev.trace2skill.report.PageView.Choice;
import dev.trace2skill.report.PageView.CostRow;
import dev.trace2skill.report.PageView.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a report into what the template shows. */
final class PageParts {

  private final Report report;
  private final Map<String, LessonView> lessons;
  private final Optional<Chart> verdictChart;
  private final Optional<Chart> supportChart;
  private final Optional<Chart> outcomeChart;
  private final Optional<Chart> costChart;
  private final List<Chart> trends;

  PageParts(Report report) {
    this.report = report;
    lessons = lessons(report);
    verdictChart = Charts.verdicts(report.verdicts());
    supportChart = Charts.support(report.lessons());
    outcomeChart = Charts.outcomes(report.evidence().outcomes());
    costChart = Charts.costs(report.evidence().costs());
    trends =
        Stream.of(Charts.growth(report.editions()), Charts.success(report.editions()))
            .flatMap(Optional::stream)
            .toList();
  }

  List<Chart> charts() {
    return Stream.concat(
            Stream.of(verdictChart, supportChart, outcomeChart, costChart)
                .flatMap(Optional::stream),
            trends.stream())
        .toList();
  }

  PageView view(String policy, String style, String library, String script, String data) {
    Verdict last = lastVerdict();
    long hidden = report.lessons().total() - report.lessons().shown().size();
    Run run = report.run();
    return new PageView(
        policy,
        style,
        library,
        script,
        data,
        report.version().name(),
        report.version().skillVersionId(),
        last == null ? "not judged" : VerdictView.decision(last.decision()),
        last == null ? "none" : Words.of(last.decision()),
        published(),
        facts(last),
        SkillView.of(report.lines(), lessons),
        report.verdicts().stream().map(v -> VerdictView.of(v, lessons)).toList(),
        diffs(),
        verdictChart.orElse(null),
        supportChart.orElse(null),
        outcomeChart.orElse(null),
        costChart.orElse(null),
        trends,
        statuses(),
        List.copyOf(lessons.values()),
        hidden <= 0 ? "" : Words.count(hidden, "more lesson", "more lessons"),
        report.evidence().drops(),
        report.evidence().uncovered(),
        report.evidence().rejections(),
        report.evidence().costs().stream().map(CostRow::of).toList(),
        run == null ? null : ManifestView.of(run));
  }

  private @Nullable Verdict lastVerdict() {
    List<Verdict> verdicts = report.verdicts();
    return verdicts.isEmpty() ? null : verdicts.get(verdicts.size() - 1);
  }

  private String published() {
    List<Publication> all = report.publications();
    if (all.isEmpty()) {
      return "not published";
    }
    Publication last = all.get(all.size() - 1);
    return "published " + last.publishedAt().toString().substring(0, 10);
  }

  private List<Fact> facts(@Nullable Verdict last) {
    LessonList list = report.lessons();
    long runs = report.evidence().outcomes().stream().mapToLong(e -> e.trajectoryCount()).sum();
    Comparison result = last == null ? null : last.result();
    double usd =
        report.evidence().costs().stream()
            .map(Evidence.Cost::usd)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sum();
    boolean asked = !report.evidence().costs().isEmpty();
    return List.of(
        new Fact(
            Words.number(list.count(Status.ACCEPTED)),
            "lessons in the skill",
            "of " + Words.number(list.total()) + " that were found"),
        new Fact(Words.number(runs), "runs looked at", "in all of the warehouse"),
        result == null
            ? new Fact("\u2013", "success on held-out tasks", "no rollouts were judged")
            : new Fact(
                Words.percent(result.baseRate()) + " \u2192 " + Words.percent(result.versionRate()),
                "success on held-out tasks",
                "95 % interval " + VerdictView.interval(result.low(), result.high()) + " points"),
        new Fact(
            asked ? Words.usd(usd) : "0 USD",
            "paid for models",
            asked ? "by the price lists, all runs" : "no model was asked"));
  }

  private List<Choice> statuses() {
    return Arrays.stream(Status.values())
        .filter(s -> report.lessons().count(s) > 0)
        .map(
            s ->
                new Choice(s.name(), LessonView.status(s), Words.number(report.lessons().count(s))))
        .toList();
  }

  private static Map<String, LessonView> lessons(Report report) {
    List<Lesson> shown = report.lessons().shown();
    Map<String, Lesson> byId = new HashMap<>();
    shown.forEach(lesson -> byId.put(lesson.lessonId(), lesson));
    Map<String, List<Party>> parties = parties(report.lessons().conflicts(), byId);
    Map<String, List<Cited>> cited =
        report.lessons().cited().stream().collect(Collectors.groupingBy(Cited::lessonId));
    Set<String> written =
        report.lines().stream()
            .map(l -> l.lessonId())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    long most = shown.stream().mapToLong(Lesson::trajectoryCount).max().orElse(1);
    Map<String, LessonView> views = new LinkedHashMap<>();
    for (Lesson lesson : shown) {
      String id = lesson.lessonId();
      views.put(
          id,
          LessonView.of(
              lesson,
              most,
              written.contains(id) ? "#lesson-" + id : null,
              parties.getOrDefault(id, List.of()),
              cited.getOrDefault(id, List.of())));
    }
    return views;
  }

  private static Map<String, List<Party>> parties(
      List<Conflict> conflicts, Map<String, Lesson> lessons) {
    Map<String, List<Party>> parties = new HashMap<>();
    for (Conflict c : conflicts) {
      String reason = SafeText.cut(c.reason(), 300);
      parties
          .computeIfAbsent(c.loserLessonId(), id -> new ArrayList<>())
          .add(new Party("Lost to", text(c.winnerLessonId(), lessons), reason));
      parties
          .computeIfAbsent(c.winnerLessonId(), id -> new ArrayList<>())
          .add(new Party("Won over", text(c.loserLessonId(), lessons), reason));
    }
    return parties;
  }

  private static String text(String id, Map<String, Lesson> lessons) {
    Lesson lesson = lessons.get(id);
    return lesson == null ? "lesson " + IdPrefix.of(id) : SafeText.cut(lesson.sentence(), 300);
  }

  /** Against the base, and each version against the one before, the last one first. */
  private List<DiffView> diffs() {
    SkillVersion version = report.version();
    List<DiffView> diffs = new ArrayList<>();
    diffs.add(DiffView.of("This version against its base", version.base(), version.skill()));
    List<Edition> made = report.editions().stream().filter(e -> e.version() != null).toList();
    for (int i = made.size() - 1; i > 0; i--) {
      SkillVersion before = Objects.requireNonNull(made.get(i - 1).version());
      SkillVersion after = Objects.requireNonNull(made.get(i).version());
      diffs.add(
          DiffView.of(
              "%s of %s against %s of %s"
                  .formatted(
                      IdPrefix.of(after.skillVersionId()),
                      made.get(i).endedAt().toString().substring(0, 10),
                      IdPrefix.of(before.skillVersionId()),
                      made.get(i - 1).endedAt().toString().substring(0, 10)),
              before.skill(),
              after.skill()));
    }
    return diffs;
  }
}
