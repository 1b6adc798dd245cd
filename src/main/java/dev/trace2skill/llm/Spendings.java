package dev.trace2skill.llm;

import static dev.trace2skill.store.Tables.LLM_CALLS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import dev.trace2skill.store.Warehouse;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** What the ledger says that a run has spent. */
public final class Spendings {

  private Spendings() {}

  /** What a run has spent so far, whatever for. */
  public static Spent of(Warehouse warehouse, String runId) {
    Column tokens =
        Stream.of("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
            .map(name -> coalesce(col("usage." + name), lit(0L)))
            .reduce(Column::plus)
            .orElseThrow();
    Row sums =
        warehouse
            .read(LLM_CALLS)
            .where(col("run_id").equalTo(runId).and(not(col("from_journal"))))
            .agg(
                coalesce(sum("request_count"), lit(0L)),
                coalesce(sum(tokens), lit(0L)),
                coalesce(sum("usage.cost_usd"), lit(0.0)))
            .first();
    return new Spent(sums.getLong(0), sums.getLong(1), sums.getDouble(2));
  }
}
