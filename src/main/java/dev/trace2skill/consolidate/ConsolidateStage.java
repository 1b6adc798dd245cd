package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.CONFLICTS;
import static dev.trace2skill.store.Tables.EDITS;
import static dev.trace2skill.store.Tables.EDIT_SUPPORT;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.OVERRIDES;
import static dev.trace2skill.store.Tables.SKILL_LINES;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.trace2skill.consolidate.Editor.Edition;
import dev.trace2skill.consolidate.Editor.Vetting;
import dev.trace2skill.consolidate.ModelGrouping.Edits;
import dev.trace2skill.consolidate.ModelGrouping.Heard;
import dev.trace2skill.consolidate.merge.MergeForecast;
import dev.trace2skill.consolidate.merge.Merged;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillLine;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.skill.LineOrigin;
import dev.trace2skill.spi.SkillFormat;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * {@code patches, overrides -> edits, lessons, edit_support, conflicts, skill_versions,
 * skill_lines}.
 */
public final class ConsolidateStage {

  private final Warehouse warehouse;
  private final SkillFormat format;
  private final ConsolidateSettings settings;
  private final ModelGrouping models;

  /**
   * @param runId what the questions to models name as their run
   * @param startedAt when the run began, for a budget of time
   */
  public ConsolidateStage(
      Warehouse warehouse,
      SkillFormat format,
      ConsolidateSettings settings,
      ConsolidateModels models,
      String runId,
      Instant startedAt) {
    this.warehouse = warehouse;
    this.format = format;
    this.settings = settings;
    this.models = new ModelGrouping(warehouse, models, runId, startedAt);
  }

  /**
   * What a consolidation made, or would make.
   *
   * @param version the new skill; empty when there was nothing to learn
   * @param lessons how many there are of each status
   * @param embedded which lessons mean the same by their embeddings
   * @param said what a model said of the lessons
   */
  public record Result(
      String consolidationId,
      Optional<SkillVersion> version,
      List<Lesson> accepted,
      long edits,
      Map<Status, Long> lessons,
      long conflicts,
      Merged embedded,
      Merged said) {

    /** How many lessons have a status. */
    public long count(Status status) {
      return lessons.getOrDefault(status, 0L);
    }
  }

  /**
   * Consolidates every patch to the skill that its evidence still stands for.
   *
   * @param proposers whose patches count
   * @param name the skill's name
   * @param corpusId the labelled trajectories as they are now; patches of findings on other corpora
   *     are left alone, and so are those of runs that are superseded or judged otherwise by now
   */
  public Result run(Proposers proposers, String name, Skill base, String corpusId) {
    Evidence evidence = Evidence.of(warehouse, proposers, name, base, corpusId);
    warehouse.append(EDITS, evidence.fresh());
    return consolidate(evidence, evidence.placed(), true);
  }

  /** What {@link #run} would make of the patches as they are, nothing of it written. */
  public Result preview(Proposers proposers, String name, Skill base, String corpusId) {
    Evidence evidence = Evidence.of(warehouse, proposers, name, base, corpusId);
    return consolidate(evidence, evidence.placed().unionByName(evidence.fresh()), false);
  }

  /**
   * What a version would be without some of its lessons; nothing is written.
   *
   * @param lessons all that are in it
   * @param leftOut ids of those that it is to be without
   */
  public Skill without(SkillVersion version, List<Lesson> lessons, Set<String> leftOut) {
    List<Lesson> kept = lessons.stream().filter(l -> !leftOut.contains(l.lessonId())).toList();
    // They were vetted when they went in.
    Vetting vetted =
        new Vetting(kept.stream().map(Lesson::lessonId).collect(Collectors.toSet()), Map.of());
    return Editor.write(version.name(), version.base(), format, settings, kept, vetted, List.of())
        .written()
        .skill();
  }

  /** What the models would take that look at the lessons of the patches as they are. */
  public List<MergeForecast> plan(Proposers proposers, String name, Skill base, String corpusId) {
    Evidence evidence = Evidence.of(warehouse, proposers, name, base, corpusId);
    try (Cached cached = new Cached()) {
      Dataset<Row> edits =
          cached.keep(evidence.standing(evidence.placed().unionByName(evidence.fresh())));
      Dataset<Row> statements = cached.keep(Lessons.statements(edits));
      Overrides overrides = overrides(name);
      return models.plan(
          Grouping.of(statements, overrides),
          new Edits(edits, statements, settings),
          overrides,
          base);
    }
  }

  private Result consolidate(Evidence evidence, Dataset<Row> edits, boolean keep) {
    try (Cached cached = new Cached()) {
      Dataset<Row> standing = cached.keep(evidence.standing(edits));
      Dataset<Row> statements = cached.keep(Lessons.statements(standing));
      Overrides overrides = overrides(evidence.skillName());
      Grouping byWords = Grouping.of(statements, overrides);
      Edits all = new Edits(standing, statements, settings);
      Heard heard = models.hear(byWords, all, overrides, evidence.base(), keep);
      Merged said = heard.all();
      Grouping grouping = heard.grouping();
      Optional<Drift> age = Drift.of(warehouse, settings.maxAgeDays());
      String id = consolidationId(evidence, standing, overrides, said, age);
      Dataset<Row> grouped = cached.keep(grouping.apply(standing));
      Dataset<Row> judged =
          cached.keep(
              Lessons.judged(
                  Lessons.counted(grouped, statements, settings),
                  grouping.verdicts(warehouse.spark()),
                  settings,
                  id));
      Candidates candidates = Candidates.of(judged, settings.maxLessons());
      List<Lesson> undated = candidates.lessons(grouping.words());
      List<Lesson> worded = age.map(a -> a.of(undated)).orElse(undated);
      Edition edition =
          Editor.write(
              evidence.skillName(),
              evidence.base(),
              format,
              settings,
              worded,
              new Hosts(warehouse, evidence.base()).vetting(worded, grouped),
              said.contradictions());
      Dataset<Row> decided =
          candidates
              .others()
              .select(columns())
              .unionByName(Lessons.retired(evidence.fallen(edits), standing, id).select(columns()))
              .unionByName(LESSONS.rows(warehouse.spark(), edition.lessons()));
      Dataset<Row> lessons = cached.keep(decided);
      Optional<SkillVersion> version = version(evidence, id, edition);
      if (keep) {
        warehouse.append(LESSONS, lessons);
        warehouse.append(EDIT_SUPPORT, grouped.withColumn("consolidation_id", lit(id)));
        warehouse.append(CONFLICTS, edition.conflicts());
        version.ifPresent(v -> write(v, edition));
      }
      return new Result(
          id,
          version,
          accepted(edition),
          standing.count(),
          counts(lessons),
          edition.conflicts().size(),
          heard.embedded(),
          heard.said());
    }
  }

  /** Small by construction: what people decided one by one. */
  private Overrides overrides(String skillName) {
    return Overrides.of(
        OVERRIDES.collect(warehouse.read(OVERRIDES).where(col("skill_name").equalTo(skillName))));
  }

  /** Hash of all that determines the result, the edits in any order. */
  private String consolidationId(
      Evidence evidence,
      Dataset<Row> edits,
      Overrides overrides,
      Merged said,
      Optional<Drift> age) {
    Row sums =
        edits
            .agg(
                count(lit(1)),
                hex(bit_xor(xxhash64(col("edit_id"), col("exact_id"), col("finding")))),
                hex(bit_xor(xxhash64(col("exact_id"), col("edit_id"), col("eligible_count")))))
            .first();
    return ContentId.of(
        "consolidation",
        evidence.skillName(),
        evidence.base().id(),
        sums.toString(),
        settings.identity(),
        age.map(a -> a.since() + evidence.corpusId()).orElse(""),
        overrides.identity(),
        said.equal().toString(),
        said.wordings().toString(),
        said.contradictions().toString());
  }

  private static Column[] columns() {
    return Arrays.stream(LESSONS.codec().schema().fieldNames())
        .map(functions::col)
        .toArray(Column[]::new);
  }

  private static List<Lesson> accepted(Edition edition) {
    return edition.lessons().stream().filter(l -> l.status() == Status.ACCEPTED).toList();
  }

  private static Map<Status, Long> counts(Dataset<Row> lessons) {
    Map<Status, Long> counts = new TreeMap<>();
    lessons
        .groupBy("status")
        .count()
        .collectAsList()
        .forEach(
            row ->
                counts.put(
                    Status.valueOf(row.getString(0).toUpperCase(Locale.ROOT)), row.getLong(1)));
    return counts;
  }

  private Optional<SkillVersion> version(Evidence evidence, String id, Edition edition) {
    int lessons = accepted(edition).size();
    Skill skill = edition.written().skill();
    return lessons == 0
        ? Optional.empty()
        : Optional.of(
            new SkillVersion(
                ContentId.of("skill version", id, skill.id()),
                evidence.skillName(),
                skill.id(),
                evidence.base().id(),
                id,
                lessons,
                skill.files(),
                evidence.base().files()));
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

  /** Datasets that are used more than once, given back in the end. */
  private static final class Cached implements AutoCloseable {
    private final List<Dataset<Row>> kept = new ArrayList<>();

    Dataset<Row> keep(Dataset<Row> rows) {
      kept.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
      return rows;
    }

    @Override
    public void close() {
      kept.forEach(Dataset::unpersist);
    }
  }
}
