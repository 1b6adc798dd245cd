package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Finds what separates success from failure in labelled trajectories, without a model. Runs that
 * broke down or that nobody judged take no part.
 */
final class ContrastAnalyst {

  static final String NAME = "contrast";

  static final Table<Sighting> SIGHTINGS =
      Table.of("sightings", Sighting.class, "trajectory_id", "feature");
  private static final Table<Conditional> CONDITIONALS =
      Table.of("conditionals", Conditional.class, "given", "feature");
  private static final Table<Told> TOLD = Table.of("told", Told.class, "feature");
  private static final Table<Support> SUPPORTS =
      Table.of("supports", Support.class, "trajectory_id", "contrast_id");

  /** The strongest features that are weighed against each other; pairs grow with its square. */
  private static final int MOST_CANDIDATES = 400;

  private final Warehouse warehouse;
  private final ContrastSettings settings;

  ContrastAnalyst(Warehouse warehouse, ContrastSettings settings) {
    this.warehouse = warehouse;
    this.settings = settings;
  }

  /** The labelled trajectories. */
  Dataset<Row> labelled() {
    return warehouse.currentTrajectories().where("outcome in ('success', 'failure')");
  }

  /** Hash of the labelled trajectories and the settings: the same evidence gives the same id. */
  String corpusId() {
    Row sums =
        labelled()
            .agg(
                count(lit(1)),
                hex(bit_xor(xxhash64(col("trajectory_id"), col("outcome")))),
                hex(bit_xor(xxhash64(col("outcome"), col("trajectory_id"), lit(1)))))
            .first();
    return ContentId.of("corpus", sums.toString(), settings.toString());
  }

  /**
   * Tests every feature, writes all of them to {@code contrasts} and patches for those that hold.
   */
  void run(String corpusId, String baseSkillId) {
    Dataset<Row> sightings =
        SIGHTINGS
            .flatMap(labelled(), TRAJECTORIES, Sighting::of)
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> perTask = Contrasts.perTask(sightings).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> tested = test(corpusId, perTask).persist();
    try {
      // Small by construction: what passes a test at q <= 0.25 with enough support.
      List<Contrast> graded = CONTRASTS.collect(tested.where("grade is not null"));
      List<Told> told = tell(sightings, graded, fold(sightings, perTask, graded));
      Dataset<Row> toldRows = broadcast(TOLD.rows(warehouse.spark(), told));
      warehouse.append(
          CONTRASTS,
          tested
              .drop("folded_into", "lesson", "applies_when")
              .join(toldRows, asNames("feature"), "left"));
      warehouse.append(PATCHES, patches(sightings, tested, toldRows, baseSkillId));
    } finally {
      tested.unpersist();
      perTask.unpersist();
      sightings.unpersist();
    }
  }

  /** Every tested feature with its p, q and grade. */
  private Dataset<Row> test(String corpusId, Dataset<Row> perTask) {
    Dataset<Row> withTruth = labelled().where("size(ground_truth.calls) > 0");
    String[] columns = Contrasts.TALLIES.codec().schema().fieldNames();
    Dataset<Row> tallies =
        Contrasts.withinTasks(corpusId, perTask, settings)
            .selectExpr(columns)
            .unionByName(
                Contrasts.fromGroundTruth(corpusId, perTask, withTruth, settings)
                    .selectExpr(columns));
    Dataset<Row> corrected =
        Contrasts.corrected(CONTRASTS.map(tallies, Contrasts.TALLIES, Tally::test));
    return CONTRASTS.map(corrected, CONTRASTS, new Grading(settings)::grade);
  }

  private Map<String, @Nullable String> fold(
      Dataset<Row> sightings, Dataset<Row> perTask, List<Contrast> graded) {
    List<String> features =
        graded.stream()
            .filter(c -> c.family() == Family.WITHIN_TASK)
            .sorted(Comparator.comparingDouble(Contrast::pValue).thenComparing(Contrast::feature))
            .limit(MOST_CANDIDATES)
            .map(Contrast::feature)
            .toList();
    return Folding.fold(
        graded,
        features.isEmpty() ? List.of() : conditionals(features, sightings, perTask),
        shownBy(sightings, graded));
  }

  /** One row for each pair of at most {@link #MOST_CANDIDATES} features. */
  private static List<Conditional> conditionals(
      List<String> features, Dataset<Row> sightings, Dataset<Row> perTask) {
    Dataset<Row> candidates =
        perTask
            .where(col("feature").isin(features.toArray()))
            .select("feature", "condition")
            .distinct()
            .persist();
    try {
      Dataset<Row> needed =
          candidates
              .select("feature")
              .union(candidates.select("condition"))
              .distinct()
              .withColumnRenamed("feature", "needed");
      Dataset<Row> seen =
          sightings.join(broadcast(needed), col("feature").equalTo(col("needed"))).drop("needed");
      return CONDITIONALS.collect(Contrasts.conditional(candidates, seen, perTask));
    } finally {
      candidates.unpersist();
    }
  }

  /** For each graded difference from the ground truth a hash of the runs that show it. */
  private static Map<String, String> shownBy(Dataset<Row> sightings, List<Contrast> graded) {
    Object[] differences =
        graded.stream()
            .filter(c -> c.family() == Family.GROUND_TRUTH)
            .map(Contrast::feature)
            .toArray();
    if (differences.length == 0) {
      return Map.of();
    }
    return sightings
        .where(col("feature").isin(differences))
        .groupBy("feature")
        .agg(hex(bit_xor(xxhash64(col("trajectory_id")))).as("runs"))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(r -> r.getString(0), r -> r.getString(1)));
  }

  /** Words for every graded feature that does not fold into another. */
  private List<Told> tell(
      Dataset<Row> sightings, List<Contrast> graded, Map<String, @Nullable String> folded) {
    List<Contrast> kept = graded.stream().filter(c -> folded.get(c.feature()) == null).toList();
    Map<String, List<String>> circumstances = new HashMap<>();
    if (!kept.isEmpty()) {
      Dataset<Row> supporting =
          sightings.where(agreeing(kept)).select("feature", "trajectory_id", "task_id", "steps");
      // A few rows for each kept feature.
      Circumstances.shared(labelled(), supporting)
          .orderBy(col("feature"), col("lift").desc(), col("share").desc(), col("item"))
          .collectAsList()
          .forEach(
              r ->
                  circumstances
                      .computeIfAbsent(r.getString(0), f -> new ArrayList<>())
                      .add(r.getString(1)));
    }
    return withholdValues(
        graded.stream()
            .map(
                c ->
                    Told.of(
                        c,
                        folded.get(c.feature()),
                        circumstances.getOrDefault(c.feature(), List.of())))
            .toList());
  }

  /**
   * What a lesson quotes of a tool's message may be a value that only the ground truth should know.
   */
  private List<Told> withholdValues(List<Told> told) {
    Object[] quoted =
        told.stream().flatMap(t -> Wording.quotedWords(t.lesson())).distinct().toArray();
    if (quoted.length == 0) {
      return told;
    }
    Set<String> values =
        Circumstances.knownWords(labelled())
            .where(col("word").isin(quoted))
            .collectAsList()
            .stream()
            .map(r -> r.getString(0))
            .collect(Collectors.toSet());
    return told.stream().map(t -> t.withholding(values)).toList();
  }

  /**
   * Sightings that support one of the features: failures of a harmful one, successes of a helpful.
   */
  private static Column agreeing(List<Contrast> kept) {
    Map<Boolean, List<String>> byHarm =
        kept.stream()
            .collect(
                Collectors.partitioningBy(
                    Folding::harmful, Collectors.mapping(Contrast::feature, Collectors.toList())));
    return col("failed")
        .and(col("feature").isin(byHarm.get(true).toArray()))
        .or(not(col("failed")).and(col("feature").isin(byHarm.get(false).toArray())));
  }

  /** One patch for each trajectory that supports a kept feature. */
  private Dataset<Row> patches(
      Dataset<Row> sightings, Dataset<Row> tested, Dataset<Row> told, String baseSkillId) {
    Dataset<Row> kept =
        tested
            .select("feature", "contrast_id", "corpus_id", "grade")
            .join(told.where("folded_into is null"), "feature");
    Dataset<Row> supports =
        sightings
            .select("trajectory_id", "task_id", "failed", "feature", "steps")
            .join(broadcast(kept), "feature")
            .where("failed = harmful")
            .join(labelled().select("trajectory_id", "principal_id"), "trajectory_id");
    return PATCHES.map(supports, SUPPORTS, support -> support.patch(baseSkillId));
  }

  private static String[] asNames(String... names) {
    return names;
  }
}
