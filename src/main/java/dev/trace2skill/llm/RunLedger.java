package dev.trace2skill.llm;

import static dev.trace2skill.store.Tables.LLM_CALLS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import dev.trace2skill.store.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** What {@code llm_calls} says that a run has spent so far, whatever stage it spent it in. */
public record RunLedger(Warehouse warehouse, String runId) {

  public Spent spent() {
    Row sums =
        warehouse
            .read(LLM_CALLS)
            .where(col("run_id").equalTo(runId).and(not(col("from_journal"))))
            .agg(
                coalesce(sum("request_count"), lit(0L)),
                coalesce(
                    sum(
                        tokens(
                            "input_tokens",
                            "output_tokens",
                            "cache_read_tokens",
                            "cache_write_tokens")),
                    lit(0L)),
                coalesce(sum("usage.cost_usd"), lit(0.0)))
            .first();
    return new Spent(sums.getLong(0), sums.getLong(1), sums.getDouble(2));
  }

  /** Tokens of some kinds together, none where the provider did not count. */
  public static Column tokens(String... kinds) {
    return Stream.of(kinds)
        .map(name -> coalesce(col("usage." + name), lit(0L)))
        .reduce(Column::plus)
        .orElseThrow();
  }

  /**
   * What is left of a run's budget.
   *
   * @param startedAt when the run began
   */
  public Budget left(Budget whole, Instant startedAt, Instant now) {
    if (whole.equals(Budget.UNLIMITED)) {
      return whole;
    }
    Budget left = whole.minus(spent());
    if (whole.time() == null) {
      return left;
    }
    Duration rest = whole.time().minus(Duration.between(startedAt, now));
    return left.within(rest.isNegative() ? Duration.ZERO : rest);
  }
}
