package dev.trace2skill.lineage;

import static dev.trace2skill.store.Tables.EDIT_SUPPORT;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.SKILL_LINES;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.SkillLine;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Where a line of a skill comes from.
 *
 * @param lesson the lesson that wrote the line; null when it stood in the base
 * @param editCount edits behind the lesson
 * @param sources some of the patches behind it, those that name steps first
 */
public record Blame(SkillLine line, @Nullable Lesson lesson, long editCount, List<Source> sources) {

  public Blame {
    sources = List.copyOf(sources);
  }

  /**
   * A patch behind a line.
   *
   * @param quotes the steps that it names as evidence, in short
   */
  public record Source(Patch patch, Trajectory trajectory, List<String> quotes) {
    public Source {
      quotes = List.copyOf(quotes);
    }
  }

  /**
   * Follows a line of a skill version.
   *
   * @param lineNumber from 1
   * @param most how many patches are read
   * @throws UserError when there is no such line
   */
  public static Blame of(
      Warehouse warehouse, SkillVersion version, String file, int lineNumber, int most) {
    SkillLine line = line(warehouse, version, file, lineNumber);
    if (line.lessonId() == null) {
      return new Blame(line, null, 0, List.of());
    }
    Column ofLesson =
        col("consolidation_id")
            .equalTo(version.consolidationId())
            .and(col("lesson_id").equalTo(line.lessonId()));
    // One row: the key of the table.
    Lesson lesson = LESSONS.collect(warehouse.read(LESSONS).where(ofLesson)).get(0);
    Dataset<Row> support = warehouse.read(EDIT_SUPPORT).where(ofLesson);
    return new Blame(line, lesson, support.count(), sources(warehouse, support, most));
  }

  private static SkillLine line(
      Warehouse warehouse, SkillVersion version, String file, int lineNumber) {
    Dataset<Row> lines =
        warehouse
            .read(SKILL_LINES)
            .where(
                col("skill_version_id")
                    .equalTo(version.skillVersionId())
                    .and(col("file").equalTo(file)));
    return SKILL_LINES.collect(lines.where(col("line_number").equalTo(lineNumber))).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    lines.isEmpty()
                        ? "version %s has no file %s; it has %s"
                            .formatted(version.skillVersionId(), file, files(version))
                        : "%s has %d lines in version %s, so there is no line %d"
                            .formatted(file, lines.count(), version.skillVersionId(), lineNumber)));
  }

  private static String files(SkillVersion version) {
    return String.join(", ", version.files().stream().map(f -> f.path()).toList());
  }

  private static List<Source> sources(Warehouse warehouse, Dataset<Row> support, int most) {
    List<Patch> patches =
        PATCHES.collect(
            warehouse
                .read(PATCHES)
                .join(support.select("patch_id").distinct(), "patch_id")
                .orderBy(array_size(col("evidence")).equalTo(0), col("patch_id"))
                .limit(most));
    Object[] ids = patches.stream().map(Patch::trajectoryId).distinct().toArray();
    Map<String, Trajectory> runs = new HashMap<>();
    TRAJECTORIES
        .collect(warehouse.read(TRAJECTORIES).where(col("trajectory_id").isin(ids)))
        .forEach(run -> runs.put(run.trajectoryId(), run));
    return patches.stream()
        .filter(patch -> runs.containsKey(patch.trajectoryId()))
        .map(patch -> source(patch, runs.get(patch.trajectoryId())))
        .toList();
  }

  private static Source source(Patch patch, Trajectory run) {
    return new Source(
        patch,
        run,
        run.steps().stream()
            .filter(step -> patch.evidence().contains(step.stepIndex()))
            .map(Quote::of)
            .toList());
  }
}
