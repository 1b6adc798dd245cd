package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.CONFLICTS;
import static dev.trace2skill.store.Tables.EDITS;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.SKILL_LINES;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.trace2skill.consolidate.Editor.Edition;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillLine;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.skill.LineOrigin;
import dev.trace2skill.spi.SkillFormat;
import dev.trace2skill.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** {@code patches -> edits -> lessons, conflicts, skill_versions, skill_lines}. */
public final class ConsolidateStage {

  private final Warehouse warehouse;
  private final SkillFormat format;
  private final ConsolidateSettings settings;

  public ConsolidateStage(Warehouse warehouse, SkillFormat format, ConsolidateSettings settings) {
    this.warehouse = warehouse;
    this.format = format;
    this.settings = settings;
  }

  /**
   * What a consolidation made.
   *
   * @param version the new skill; empty when there was nothing to learn
   */
  public record Result(
      String consolidationId,
      Optional<SkillVersion> version,
      List<Lesson> accepted,
      long edits,
      long lessons,
      long waiting,
      long conflicts) {}

  /**
   * Consolidates every patch to the base skill that its evidence still stands for.
   *
   * @param analysts whose patches count
   * @param name the skill's name
   * @param corpusId the labelled trajectories as they are now; patches of findings on other corpora
   *     are left alone, and so are those of runs that are superseded or judged otherwise by now
   */
  public Result run(List<String> analysts, String name, Skill base, String corpusId) {
    Dataset<Row> edits =
        EDITS
            .flatMap(standing(analysts, base, corpusId), PATCHES, new Normaliser(base)::edits)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      warehouse.append(EDITS, edits);
      return consolidate(name, base, edits);
    } finally {
      edits.unpersist();
    }
  }

  /** The patches whose evidence still stands. */
  private Dataset<Row> standing(List<String> analysts, Skill base, String corpusId) {
    Dataset<Row> patches =
        warehouse
            .read(PATCHES)
            .where(
                col("base_skill_id")
                    .equalTo(base.id())
                    .and(col("analyst").isin(analysts.toArray()))
                    .and(col("corpus_id").isNull().or(col("corpus_id").equalTo(corpusId))));
    Dataset<Row> runs = warehouse.currentTrajectories().select("trajectory_id", "outcome");
    return patches
        .where("outcome is null")
        .unionByName(
            patches
                .where("outcome is not null")
                .join(runs, new String[] {"trajectory_id", "outcome"}, "left_semi"));
  }

  private Result consolidate(String name, Skill base, Dataset<Row> edits) {
    String consolidationId = consolidationId(base, edits);
    Dataset<Row> judged =
        Lessons.judged(Lessons.counted(edits, consolidationId), settings).persist();
    try {
      // Small by construction: the lessons of one skill.
      List<Lesson> candidates =
          LESSONS.collect(judged.where("status is null").withColumn("status", lit("accepted")));
      Edition edition = Editor.write(name, base, format, candidates);
      warehouse.append(
          LESSONS,
          judged
              .where("status is not null")
              .selectExpr(LESSONS.codec().schema().fieldNames())
              .unionByName(LESSONS.rows(warehouse.spark(), edition.lessons())));
      warehouse.append(CONFLICTS, edition.conflicts());
      List<Lesson> accepted =
          edition.lessons().stream().filter(l -> l.status() == Status.ACCEPTED).toList();
      Optional<SkillVersion> version =
          accepted.isEmpty()
              ? Optional.empty()
              : Optional.of(version(name, base, consolidationId, edition, accepted.size()));
      version.ifPresent(v -> write(v, edition));
      return new Result(
          consolidationId,
          version,
          accepted,
          edits.count(),
          candidates.size(),
          judged.where("status = 'waiting'").count(),
          edition.conflicts().size());
    } finally {
      judged.unpersist();
    }
  }

  /** Hash of all that determines the result: the base, the edits in any order, the thresholds. */
  private String consolidationId(Skill base, Dataset<Row> edits) {
    Row sums =
        edits
            .agg(
                count(lit(1)),
                hex(bit_xor(xxhash64(col("edit_id"), col("lesson_id"), col("finding")))),
                hex(bit_xor(xxhash64(col("lesson_id"), col("edit_id")))))
            .first();
    return ContentId.of("consolidation", base.id(), sums.toString(), settings.toString());
  }

  private static SkillVersion version(
      String name, Skill base, String consolidationId, Edition edition, int lessons) {
    Skill skill = edition.written().skill();
    return new SkillVersion(
        ContentId.of("skill version", consolidationId, skill.id()),
        name,
        skill.id(),
        base.id(),
        consolidationId,
        lessons,
        skill.files(),
        base.files());
  }

  private void write(SkillVersion version, Edition edition) {
    List<SkillLine> lines = new ArrayList<>();
    edition
        .written()
        .lines()
        .forEach(
            (file, origins) -> {
              for (int i = 0; i < origins.size(); i++) {
                LineOrigin line = origins.get(i);
                lines.add(
                    new SkillLine(version.skillVersionId(), file, i + 1, line.text(), line.key()));
              }
            });
    warehouse.append(SKILL_VERSIONS, List.of(version));
    warehouse.append(SKILL_LINES, lines);
  }
}
