package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.ANALYSES;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.stddev;

import dev.trace2skill.llm.RunLedger;
import dev.trace2skill.llm.Spent;
import dev.trace2skill.store.Warehouse;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What {@code llm_calls} and {@code analyses} say of a run's spending and of earlier talks. */
record Ledger(Warehouse warehouse, String runId) {

  /** Trajectories that this run got no answer about, with the last error. */
  Dataset<Row> unanswered(String analyst) {
    return warehouse
        .read(LLM_CALLS)
        .where(
            col("run_id")
                .equalTo(runId)
                .and(col("purpose").equalTo(analyst))
                .and(col("error").isNotNull()))
        .groupBy(col("subject_id").as("trajectory_id"))
        .agg(max_by(col("error"), col("answered_at")).as("error"));
  }

  /** What this run has spent so far, whatever for. */
  Spent spent() {
    return run().spent();
  }

  RunLedger run() {
    return new RunLedger(warehouse, runId);
  }

  /** What an analyst's talks with a model took so far; null when there are next to none. */
  Forecast.@Nullable History history(String analyst, String model) {
    Column input = RunLedger.tokens("input_tokens", "cache_read_tokens", "cache_write_tokens");
    Row seen =
        warehouse
            .read(ANALYSES)
            .where(col("analyst").equalTo(analyst).and(col("model").equalTo(model)))
            .agg(
                count(lit(1)),
                avg(col("turn_count")),
                stddev("turn_count"),
                avg(input),
                stddev(input),
                avg("usage.output_tokens"),
                stddev("usage.output_tokens"),
                avg("usage.cost_usd"),
                stddev("usage.cost_usd"))
            .first();
    if (seen.getLong(0) < 2 || seen.isNullAt(5)) {
      return null;
    }
    Row latency =
        warehouse
            .read(LLM_CALLS)
            .where(
                col("purpose")
                    .equalTo(analyst)
                    .and(not(col("from_journal")))
                    .and(col("error").isNull()))
            .agg(coalesce(avg(col("latency_millis").divide(1000)), lit(5.0)))
            .first();
    return new Forecast.History(
        seen.getLong(0),
        seen.getDouble(1),
        seen.getDouble(2),
        seen.getDouble(3),
        seen.getDouble(4),
        seen.getDouble(5),
        seen.getDouble(6),
        seen.isNullAt(7) ? null : seen.getDouble(7),
        seen.isNullAt(8) ? null : seen.getDouble(8),
        latency.getDouble(0));
  }
}
