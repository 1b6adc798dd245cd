package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.max;

import dev.trace2skill.model.Lesson;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since lessons were learnt: runs that no longer support them, tools and arguments
 * that no longer occur. Time is told by the runs themselves, never by a clock, so that the same
 * evidence gives the same skill.
 *
 * @param since what is earlier is long ago: some days before the newest run
 */
record Drift(Warehouse warehouse, Instant since) {

  /** When a trajectory ended, as far as it says. */
  static final Column TIME = coalesce(col("ended_at"), col("started_at"));

  private static final Pattern NAME = Pattern.compile("`([^`\\s]+)`");

  /**
   * What has changed in some time.
   *
   * @param maxAgeDays days before the newest run that are not long ago
   * @return empty when nothing ages, or no run says when it was
   */
  static Optional<Drift> of(Warehouse warehouse, @Nullable Integer maxAgeDays) {
    if (maxAgeDays == null) {
      return Optional.empty();
    }
    Row newest = warehouse.currentTrajectories().agg(max(TIME)).first();
    return newest.isNullAt(0)
        ? Optional.empty()
        : Optional.of(
            new Drift(warehouse, newest.getInstant(0).minus(maxAgeDays, ChronoUnit.DAYS)));
  }

  /** Lessons with what has changed since they were learnt. */
  List<Lesson> of(List<Lesson> lessons) {
    Map<String, Instant> lastCalls = lastCalls(lessons);
    return lessons.stream().map(lesson -> of(lesson, lastCalls)).toList();
  }

  private Lesson of(Lesson lesson, Map<String, Instant> lastCalls) {
    @Nullable Instant supported = lesson.lastSupportedAt();
    boolean aged = supported != null && supported.isBefore(since);
    List<String> reasons = new ArrayList<>();
    if (aged) {
      reasons.add("no run since %s supports it".formatted(day(supported)));
    }
    for (String name : names(lesson)) {
      @Nullable Instant last = lastCalls.get(name);
      if (last != null && last.isBefore(since)) {
        reasons.add("`%s` does not occur in calls since %s".formatted(name, day(last)));
      }
    }
    return lesson.dated(aged, reasons.isEmpty() ? null : String.join("; ", reasons));
  }

  /**
   * When names that lessons speak of were last those of a tool that was called or of an argument
   * that it got; names that never were are left out.
   */
  private Map<String, Instant> lastCalls(List<Lesson> lessons) {
    TreeSet<String> names = new TreeSet<>();
    lessons.forEach(lesson -> names.addAll(names(lesson)));
    if (names.isEmpty()) {
      return Map.of();
    }
    Column arguments =
        coalesce(json_object_keys(col("call.arguments")), array().cast("array<string>"));
    Map<String, Instant> last = new TreeMap<>();
    // As many rows as lessons have names.
    warehouse
        .currentTrajectories()
        .select(TIME.as("at"), explode(col("steps")).as("step"))
        .select(col("at"), explode(col("step.tool_calls")).as("call"))
        .select(col("at"), explode(array_union(array(col("call.tool")), arguments)).as("name"))
        .where(col("name").isin(names.toArray()).and(col("at").isNotNull()))
        .groupBy("name")
        .agg(max("at"))
        .collectAsList()
        .forEach(row -> last.put(row.getString(0), row.getInstant(1)));
    return last;
  }

  private static List<String> names(Lesson lesson) {
    return NAME.matcher(Editor.text(lesson))
        .results()
        .map((MatchResult found) -> found.group(1))
        .distinct()
        .toList();
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
