package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.ANALYSES;
import static dev.trace2skill.store.Tables.CONTRASTS;
import static dev.trace2skill.store.Tables.COVERAGE;
import static dev.trace2skill.store.Tables.EDITS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.SKILL_BASES;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import dev.trace2skill.model.Skill;
import dev.trace2skill.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The patches to a skill and the edits in them: those to the present base, and those to earlier
 * bases of the same name, which are placed on the present one anew.
 *
 * @param proposers whose patches count
 * @param skillName the skill
 * @param base what the edits are placed on
 * @param corpusId the labelled trajectories as they are now
 * @param baseIds the present base and the earlier ones
 */
record Evidence(
    Warehouse warehouse,
    Proposers proposers,
    String skillName,
    Skill base,
    String corpusId,
    List<String> baseIds) {

  static Evidence of(
      Warehouse warehouse, Proposers proposers, String skillName, Skill base, String corpusId) {
    List<String> baseIds = new ArrayList<>(List.of(base.id()));
    // Small by construction: a row each time that somebody wrote the skill anew by hand.
    warehouse
        .read(SKILL_BASES)
        .where(col("skill_name").equalTo(skillName))
        .select("base_skill_id")
        .collectAsList()
        .forEach(row -> baseIds.add(row.getString(0)));
    return new Evidence(warehouse, proposers, skillName, base, corpusId, List.copyOf(baseIds));
  }

  /** Edits of which no patch is placed on the base yet. */
  Dataset<Row> fresh() {
    Dataset<Row> placed = placed().select("patch_id").distinct();
    return EDITS.flatMap(
        patches().join(placed, new String[] {"patch_id"}, "left_anti"),
        PATCHES,
        new Normaliser(base)::edits);
  }

  /** Edits that are stored, as placed on the base. */
  Dataset<Row> placed() {
    return warehouse
        .read(EDITS)
        .where(col("base_skill_id").equalTo(base.id()).and(col("exact_id").isNotNull()));
  }

  /**
   * Edits whose evidence stands, with what was asked ({@code model}), how many trajectories could
   * have shown it ({@code eligible_count}), and when the run behind it ended ({@code
   * supported_at}).
   */
  Dataset<Row> standing(Dataset<Row> edits) {
    Dataset<Row> contrasts =
        warehouse
            .read(CONTRASTS)
            .where(col("corpus_id").equalTo(corpusId))
            .select(col("contrast_id"), col("failure_total"));
    return edits
        .join(standingPatches().select("patch_id", "model"), "patch_id")
        .join(broadcast(contrasts), new String[] {"contrast_id"}, "left")
        .join(broadcast(looks()), new String[] {"analyst"}, "left")
        .join(
            warehouse
                .currentTrajectories()
                .select(col("trajectory_id"), Drift.TIME.as("supported_at")),
            new String[] {"trajectory_id"},
            "left")
        .withColumn("eligible_count", coalesce(col("failure_total"), col("look_count")));
  }

  /** Edits of runs that were superseded, are judged otherwise, or are about another corpus. */
  Dataset<Row> fallen(Dataset<Row> edits) {
    return edits
        .join(patches().select("patch_id"), "patch_id")
        .join(standingPatches().select("patch_id"), new String[] {"patch_id"}, "left_anti");
  }

  private Dataset<Row> patches() {
    return warehouse.read(PATCHES).where(ofSkill().and(proposers.condition()));
  }

  private Column ofSkill() {
    return col("base_skill_id").isin(baseIds.toArray());
  }

  /** Of patches that say how their run had ended, the run must still count and have ended so. */
  private Dataset<Row> standingPatches() {
    Dataset<Row> patches =
        patches().where(col("corpus_id").isNull().or(col("corpus_id").equalTo(corpusId)));
    Dataset<Row> runs = warehouse.currentTrajectories().select("trajectory_id", "outcome");
    return patches
        .where("outcome is null")
        .unionByName(
            patches
                .where("outcome is not null")
                .join(runs, new String[] {"trajectory_id", "outcome"}, "left_semi"));
  }

  /** How many trajectories each analyst that asks a model has looked at, or at their like. */
  private Dataset<Row> looks() {
    Dataset<Row> looked =
        warehouse.read(ANALYSES).where(ofSkill()).select("analyst", "trajectory_id");
    Dataset<Row> alike =
        warehouse
            .read(COVERAGE)
            .where("why = 'near_identical'")
            .join(
                looked.withColumnRenamed("trajectory_id", "stand_in_id"),
                new String[] {"analyst", "stand_in_id"})
            .select("analyst", "trajectory_id");
    return looked
        .unionByName(alike)
        .groupBy("analyst")
        .agg(countDistinct(lit(1), col("trajectory_id")).as("look_count"));
  }
}
