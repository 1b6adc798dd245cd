package dev.trace2skill.report;

import static dev.trace2skill.store.Tables.CONFLICTS;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.PUBLICATIONS;
import static dev.trace2skill.store.Tables.RUNS;
import static dev.trace2skill.store.Tables.SKILL_LINES;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static dev.trace2skill.store.Tables.VERDICTS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads what a report tells. Whatever is collected has a limit, or is counted before. */
public final class ReportReader {

  private static final int MOST_LESSONS = 2_000;
  private static final int MOST_CONFLICTS = 500;
  private static final int MOST_LINES = 20_000;
  private static final int MOST_EDITIONS = 40;
  private static final int MOST_VERDICTS = 200;
  private static final int MOST_PUBLICATIONS = 20;

  /** Versions whose files are read, to be held against each other. */
  private static final int MOST_VERSIONS = 6;

  private static final Table<LessonList.Count> COUNTS = Table.of("counts", LessonList.Count.class);

  private final Warehouse warehouse;

  public ReportReader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** All that there is to tell about a version. */
  public Report read(SkillVersion version) {
    List<Run> runs = consolidations(version.name());
    List<Edition> editions = editions(runs);
    Column ofVersion = col("skill_version_id").equalTo(version.skillVersionId());
    return new Report(
        version,
        SKILL_LINES.collect(
            warehouse
                .read(SKILL_LINES)
                .where(ofVersion)
                .orderBy("file", "line_number")
                .limit(MOST_LINES)),
        lessons(version),
        new EvidenceReader(warehouse).read(version),
        VERDICTS.collect(
            warehouse
                .read(VERDICTS)
                .where(ofVersion)
                .orderBy("decided_at", "verdict_id")
                .limit(MOST_VERDICTS)),
        PUBLICATIONS.collect(
            warehouse
                .read(PUBLICATIONS)
                .where(ofVersion)
                .orderBy("published_at", "publication_id")
                .limit(MOST_PUBLICATIONS)),
        editions,
        runs.stream()
            .filter(run -> version.consolidationId().equals(run.consolidationId()))
            .findFirst()
            .orElse(null));
  }

  private LessonList lessons(SkillVersion version) {
    Dataset<Row> all =
        warehouse.read(LESSONS).where(col("consolidation_id").equalTo(version.consolidationId()));
    List<Lesson> shown =
        LESSONS.collect(
            all.orderBy(
                    col("status").equalTo("accepted").desc(),
                    col("trajectory_count").desc(),
                    col("lesson_id"))
                .limit(MOST_LESSONS));
    return new LessonList(
        shown,
        COUNTS.collect(
            all.groupBy("status", "trajectory_count").agg(count(lit(1)).as("lesson_count"))),
        new CitedReader(warehouse).read(version.consolidationId(), shown),
        CONFLICTS.collect(
            warehouse
                .read(CONFLICTS)
                .where(col("consolidation_id").equalTo(version.consolidationId()))
                .orderBy("conflict_id")
                .limit(MOST_CONFLICTS)));
  }

  /** The last commands that consolidated a skill, the last one first. */
  private List<Run> consolidations(String skillName) {
    return RUNS.collect(
        warehouse
            .read(RUNS)
            .where(col("skill_name").equalTo(skillName).and(col("consolidation_id").isNotNull()))
            .orderBy(col("ended_at").desc(), col("run_id"))
            .limit(MOST_EDITIONS));
  }

  private List<Edition> editions(List<Run> runs) {
    Map<String, Run> first = new LinkedHashMap<>();
    List<Run> inOrder = new ArrayList<>(runs);
    Collections.reverse(inOrder);
    inOrder.forEach(run -> first.putIfAbsent(String.valueOf(run.consolidationId()), run));
    Object[] ids = first.keySet().toArray();
    Map<String, Map<Lesson.Status, Long>> counts = counts(ids);
    Map<String, SkillVersion> versions = versions(first.keySet().stream().toList());
    Map<String, List<Verdict>> verdicts = verdicts(inOrder);
    return first.values().stream()
        .map(
            run -> {
              String id = String.valueOf(run.consolidationId());
              Map<Lesson.Status, Long> found = counts.getOrDefault(id, Map.of());
              return new Edition(
                  id,
                  run.endedAt(),
                  versions.get(id),
                  found.getOrDefault(Lesson.Status.ACCEPTED, 0L),
                  found.getOrDefault(Lesson.Status.WAITING, 0L),
                  verdicts.getOrDefault(String.valueOf(run.skillVersionId()), List.of()));
            })
        .toList();
  }

  private Map<String, Map<Lesson.Status, Long>> counts(Object[] consolidations) {
    Map<String, Map<Lesson.Status, Long>> counts = new HashMap<>();
    warehouse
        .read(LESSONS)
        .where(col("consolidation_id").isin(consolidations))
        .where(col("status").isin("accepted", "waiting"))
        .groupBy("consolidation_id", "status")
        .count()
        .collectAsList()
        .forEach(
            row ->
                counts
                    .computeIfAbsent(row.getString(0), id -> new HashMap<>())
                    .put(Words.constant(Lesson.Status.class, row.getString(1)), row.getLong(2)));
    return counts;
  }

  private Map<String, SkillVersion> versions(List<String> consolidations) {
    Object[] last =
        consolidations
            .subList(Math.max(0, consolidations.size() - MOST_VERSIONS), consolidations.size())
            .toArray();
    return SKILL_VERSIONS
        .collect(warehouse.read(SKILL_VERSIONS).where(col("consolidation_id").isin(last)))
        .stream()
        .collect(Collectors.toMap(SkillVersion::consolidationId, v -> v, (a, b) -> a));
  }

  private Map<String, List<Verdict>> verdicts(List<Run> runs) {
    Object[] versions = runs.stream().map(Run::skillVersionId).distinct().toArray();
    return VERDICTS
        .collect(
            warehouse
                .read(VERDICTS)
                .where(col("skill_version_id").isin(versions))
                .orderBy("decided_at", "verdict_id")
                .limit(MOST_VERDICTS))
        .stream()
        .collect(Collectors.groupingBy(Verdict::skillVersionId));
  }
}
