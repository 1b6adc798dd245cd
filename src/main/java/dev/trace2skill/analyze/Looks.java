package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.ANALYSES;
import static dev.trace2skill.store.Tables.PATCHES;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What one analyst, asking one model about one base skill, can look at and has looked at. */
record Looks(Warehouse warehouse, Analyst analyst, String baseSkillId, String model) {

  private static final Table<Twin> TWINS = Table.of("twins", Twin.class, "trajectory_id");

  /** What was looked at before in the same way. */
  Dataset<Row> analysed() {
    return warehouse
        .read(ANALYSES)
        .where(col("analyst").equalTo(analyst.name()))
        .where(col("base_skill_id").equalTo(baseSkillId))
        .where(col("method_id").equalTo(analyst.methodId()))
        .where(col("prompt_id").equalTo(analyst.promptId()))
        .where(col("model").equalTo(model));
  }

  /** What it looks at. */
  Dataset<Row> eligible() {
    return warehouse.currentTrajectories().where(col("outcome").equalTo(outcome()));
  }

  /** The outcome of what it looks at, as tables have it. */
  String outcome() {
    return analyst.looksAt().name().toLowerCase(Locale.ROOT);
  }

  /** The patches of runs that others stand for. */
  Dataset<Row> carriedOver(Dataset<Row> drawn) {
    Dataset<Row> twins =
        drawn
            .where("stand_in_id is not null")
            .select(col("trajectory_id"), col("principal_id"), col("stand_in_id"));
    Dataset<Row> found =
        warehouse
            .read(PATCHES)
            .where(patchesOfMine())
            .select(col("trajectory_id").as("stand_in_id"), Candidates.whole(PATCHES).as("patch"));
    return PATCHES.map(twins.join(found, "stand_in_id"), TWINS, Twin::carriedOver);
  }

  private Column patchesOfMine() {
    return col("analyst")
        .equalTo(analyst.name())
        .and(col("base_skill_id").equalTo(baseSkillId))
        .and(col("prompt_id").equalTo(analyst.promptId()))
        .and(col("model").equalTo(model))
        // Null in the tables of an earlier version.
        .and(coalesce(col("method_id"), lit(analyst.methodId())).equalTo(analyst.methodId()))
        .and(col("analysed_trajectory_id").isNull());
  }
}
