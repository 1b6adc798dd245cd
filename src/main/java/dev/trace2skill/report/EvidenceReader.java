package dev.trace2skill.report;

import static dev.trace2skill.store.Tables.ANALYSES;
import static dev.trace2skill.store.Tables.COVERAGE;
import static dev.trace2skill.store.Tables.EDITS;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.RUNS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.report.Evidence.Cost;
import dev.trace2skill.report.Evidence.Dropped;
import dev.trace2skill.report.Evidence.Ended;
import dev.trace2skill.report.Evidence.Rejection;
import dev.trace2skill.report.Evidence.Uncovered;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import org.apache.spark.sql.expressions.Window;

/** Counts what a skill was learnt from. */
final class EvidenceReader {

  private static final int MOST_ROWS = 200;

  private static final Table<Ended> ENDED = Table.of("ended", Ended.class);
  private static final Table<Dropped> DROPPED = Table.of("dropped", Dropped.class);
  private static final Table<Uncovered> UNCOVERED = Table.of("uncovered", Uncovered.class);
  private static final Table<Rejection> REJECTION = Table.of("rejection", Rejection.class);
  private static final Table<Cost> COST = Table.of("cost", Cost.class);

  private final Warehouse warehouse;

  EvidenceReader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  Evidence read(SkillVersion version) {
    return new Evidence(outcomes(), drops(version), uncovered(), rejections(version), costs());
  }

  /** By what is known of the agent: its first model and the format that its runs came in. */
  private List<Ended> outcomes() {
    return ENDED.collect(
        warehouse
            .currentTrajectories()
            .groupBy(
                expr("left(concat(coalesce(get(models, 0), 'model not said'), ' in ',"
                        + " coalesce(rollout.harness, source.format)), 80)")
                    .as("agent"),
                coalesce(col("outcome"), lit("unknown")).as("outcome"))
            .agg(count(lit(1)).as("trajectory_count"))
            .orderBy(desc("trajectory_count"), col("agent"), col("outcome"))
            .limit(MOST_ROWS));
  }

  private List<Dropped> drops(SkillVersion version) {
    return DROPPED.collect(
        warehouse
            .read(ANALYSES)
            .where(col("base_skill_id").equalTo(version.baseSkillId()))
            .where(col("reason").isNotNull())
            .groupBy("analyst", "reason")
            .agg(
                count(lit(1)).as("analysis_count"),
                expr("left(min(nullif(detail, '')), 240)").as("example"))
            .orderBy(desc("analysis_count"), col("analyst"), col("reason"))
            .limit(MOST_ROWS));
  }

  private List<Uncovered> uncovered() {
    return UNCOVERED.collect(
        warehouse
            .read(COVERAGE)
            .join(warehouse.read(RUNS).select("run_id", "ended_at"), "run_id")
            .withColumn("last", max("ended_at").over(Window.partitionBy("analyst")))
            .where(col("ended_at").equalTo(col("last")))
            .groupBy("analyst", "why")
            .agg(count(lit(1)).as("trajectory_count"))
            .orderBy(desc("trajectory_count"), col("analyst"), col("why"))
            .limit(MOST_ROWS));
  }

  private List<Rejection> rejections(SkillVersion version) {
    return REJECTION.collect(
        warehouse
            .read(EDITS)
            .where(col("base_skill_id").equalTo(version.baseSkillId()))
            .where(col("rejection").isNotNull())
            .groupBy(expr("left(rejection, 240)").as("reason"))
            .agg(count(lit(1)).as("edit_count"))
            .orderBy(desc("edit_count"), col("reason"))
            .limit(20));
  }

  private List<Cost> costs() {
    return COST.collect(
        warehouse
            .read(LLM_CALLS)
            .groupBy("stage", "purpose", "model")
            .agg(
                count(lit(1)).as("call_count"),
                count_if(col("from_journal")).as("journal_count"),
                sum("request_count").as("request_count"),
                sum(expr("if(from_journal, 0L, usage.input_tokens)")).as("input_tokens"),
                sum(expr("if(from_journal, 0L, usage.output_tokens)")).as("output_tokens"),
                sum(expr("if(from_journal, 0D, usage.cost_usd)")).as("usd"))
            .orderBy("stage", "purpose", "model")
            .limit(MOST_ROWS));
  }
}
