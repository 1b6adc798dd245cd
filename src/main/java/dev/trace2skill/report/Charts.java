package dev.trace2skill.report;

import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.report.Chart.Kind;
import dev.trace2skill.report.Chart.Series;
import dev.trace2skill.report.Evidence.Cost;
import dev.trace2skill.report.Evidence.Ended;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The charts of a report; one that would show nothing is not there. */
final class Charts {

  private static final int MOST_AGENTS = 12;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Lower ends of the classes of support. */
  private static final long[] CLASSES = {0, 1, 2, 3, 4, 5, 7, 10, 20, 50, 100};

  private Charts() {}

  /** Effects with their intervals, in points. */
  static Optional<Chart> verdicts(List<Verdict> verdicts) {
    List<String> labels = new ArrayList<>();
    List<double[]> ends = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Comparison result = verdict.result();
      if (result != null) {
        labels.add(verdict.cell() + ": version against base");
        ends.add(new double[] {result.effect(), result.low(), result.high()});
      }
      Comparison noise = verdict.noise();
      if (noise != null) {
        labels.add(verdict.cell() + ": base against itself");
        ends.add(new double[] {noise.effect(), noise.low(), noise.high()});
      }
    }
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Chart(
                "chart-verdict",
                "Difference in success, with 95 % intervals",
                "Points of success rate that the version is ahead of the base.",
                Kind.INTERVALS,
                labels,
                List.of(
                    new Series("points", "accent", points(ends, 0)),
                    new Series("low", "accent", points(ends, 1)),
                    new Series("high", "accent", points(ends, 2))),
                "points"));
  }

  private static List<@Nullable Double> points(List<double[]> ends, int which) {
    return ends.stream().<@Nullable Double>map(e -> Math.rint(1000 * e[which]) / 10).toList();
  }

  /** How many lessons have how many runs behind them. */
  static Optional<Chart> support(LessonList lessons) {
    if (lessons.counts().isEmpty()) {
      return Optional.empty();
    }
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < CLASSES.length; i++) {
      long next = i + 1 < CLASSES.length ? CLASSES[i + 1] - 1 : Long.MAX_VALUE;
      labels.add(
          next == Long.MAX_VALUE
              ? CLASSES[i] + " or more"
              : next == CLASSES[i] ? "" + next : CLASSES[i] + "\u2013" + next);
    }
    List<Series> series =
        List.of(
            new Series("in the skill", "accent", inClasses(lessons, s -> s == Status.ACCEPTED)),
            new Series("waiting", "muted", inClasses(lessons, s -> s == Status.WAITING)),
            new Series(
                "otherwise out",
                "bad",
                inClasses(lessons, s -> s != Status.ACCEPTED && s != Status.WAITING)));
    return Optional.of(
        new Chart(
            "chart-support",
            "Lessons by the number of runs behind them",
            "How many lessons have how many runs behind them, in the skill or not.",
            Kind.COLUMNS,
            labels,
            series,
            "lessons"));
  }

  private static List<@Nullable Double> inClasses(LessonList lessons, Predicate<Status> which) {
    @Nullable Double[] sums = new Double[CLASSES.length];
    Arrays.fill(sums, 0.0);
    for (LessonList.Count count : lessons.counts()) {
      if (which.test(count.status())) {
        int i = CLASSES.length - 1;
        while (CLASSES[i] > count.trajectoryCount()) {
          i--;
        }
        sums[i] = Objects.requireNonNull(sums[i]) + count.lessonCount();
      }
    }
    return List.of(sums);
  }

  /** How runs ended, by agent. */
  static Optional<Chart> outcomes(List<Ended> ended) {
    List<String> agents = ended.stream().map(Ended::agent).distinct().limit(MOST_AGENTS).toList();
    return agents.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Chart(
                "chart-outcomes",
                "How runs ended, by model and where the runs come from",
                "Runs that succeeded, failed, broke down, or of which it is not known.",
                Kind.BARS,
                agents,
                List.of(
                    new Series("success", "good", runs(ended, agents, Outcome.SUCCESS)),
                    new Series("failure", "bad", runs(ended, agents, Outcome.FAILURE)),
                    new Series("infra", "other", runs(ended, agents, Outcome.INFRA)),
                    new Series("unknown", "muted", runs(ended, agents, Outcome.UNKNOWN))),
                "runs"));
  }

  private static List<@Nullable Double> runs(
      List<Ended> ended, List<String> agents, Outcome outcome) {
    return agents.stream()
        .<@Nullable Double>map(
            agent ->
                ended.stream()
                    .filter(e -> e.agent().equals(agent) && e.outcome() == outcome)
                    .mapToDouble(Ended::trajectoryCount)
                    .sum())
        .toList();
  }

  /** What models cost by stage: money where it is known of any, else tokens. */
  static Optional<Chart> costs(List<Cost> costs) {
    if (costs.isEmpty()) {
      return Optional.empty();
    }
    List<String> labels = costs.stream().map(Charts::purpose).distinct().toList();
    boolean money = costs.stream().anyMatch(c -> c.usd() != null && c.usd() > 0);
    List<Series> series =
        money
            ? List.of(new Series("USD", "accent", sums(costs, labels, c -> or0(c.usd()))))
            : List.of(
                new Series("tokens in", "accent", sums(costs, labels, c -> or0(c.inputTokens()))),
                new Series("tokens out", "other", sums(costs, labels, c -> or0(c.outputTokens()))));
    return Optional.of(
        new Chart(
            "chart-costs",
            money ? "Cost by stage" : "Tokens by stage",
            "What questions to models took, by what they were asked for.",
            Kind.BARS,
            labels,
            series,
            money ? "USD" : "tokens"));
  }

  static String purpose(Cost cost) {
    return cost.stage().equals(cost.purpose())
        ? cost.stage()
        : cost.stage() + ", " + cost.purpose();
  }

  private static double or0(@Nullable Number value) {
    return value == null ? 0 : value.doubleValue();
  }

  private static List<@Nullable Double> sums(
      List<Cost> costs, List<String> labels, ToDoubleFunction<Cost> value) {
    var sums =
        costs.stream()
            .collect(Collectors.groupingBy(Charts::purpose, Collectors.summingDouble(value)));
    return labels.stream()
        .<@Nullable Double>map(label -> Math.rint(10_000 * sums.getOrDefault(label, 0.0)) / 10_000)
        .toList();
  }

  /** How the skill grew from run to run. */
  static Optional<Chart> growth(List<Edition> editions) {
    return editions.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Chart(
                "chart-growth",
                "Lessons from run to run",
                "Lessons in the skill and lessons that wait, after each run.",
                Kind.LINES,
                editions.stream().map(e -> DAY.format(e.endedAt())).toList(),
                List.of(
                    new Series("in the skill", "accent", each(editions, Edition::acceptedCount)),
                    new Series("waiting", "muted", each(editions, Edition::waitingCount))),
                "lessons"));
  }

  /** How agents did with the versions of the runs that were judged. */
  static Optional<Chart> success(List<Edition> editions) {
    List<Edition> judged = editions.stream().filter(e -> result(e) != null).toList();
    return judged.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Chart(
                "chart-success",
                "Success on held-out tasks from run to run",
                "Share of runs that succeed with the base and with each version.",
                Kind.LINES,
                judged.stream().map(e -> DAY.format(e.endedAt())).toList(),
                List.of(
                    new Series(
                        "with the version", "accent", rates(judged, Comparison::versionRate)),
                    new Series("with the base", "muted", rates(judged, Comparison::baseRate))),
                "% of runs"));
  }

  private static List<@Nullable Double> each(
      List<Edition> editions, Function<Edition, Long> count) {
    return editions.stream().<@Nullable Double>map(e -> count.apply(e).doubleValue()).toList();
  }

  private static List<@Nullable Double> rates(
      List<Edition> editions, ToDoubleFunction<Comparison> rate) {
    return editions.stream()
        .<@Nullable Double>map(
            e -> Math.rint(1000 * rate.applyAsDouble(Objects.requireNonNull(result(e)))) / 10)
        .toList();
  }

  /** The last comparison of the version. */
  private static @Nullable Comparison result(Edition edition) {
    return edition.verdicts().stream()
        .map(Verdict::result)
        .filter(Objects::nonNull)
        .reduce((a, b) -> b)
        .orElse(null);
  }
}
