package dev.trace2skill.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Where an archive is cut into runs that are learnt from and later ones that judge. Runs of which
 * nobody knows when they were are dealt by their task.
 *
 * @param before when the later ones begin; null for when {@code share} of the runs have begun
 * @param share of the runs, or of the tasks whose runs have no time, that are learnt from
 */
public record Timeline(@Nullable Instant before, double share) {

  private static final int PARTS = 10_000;

  public Timeline {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("before is a time, or a share between 0 and 1");
    }
  }

  /** The cut of a warehouse as it is now. */
  public Cut cut(Warehouse warehouse) {
    @Nullable Instant at =
        before != null
            ? before
            : warehouse
                .currentTrajectories()
                .where("started_at is not null")
                .selectExpr(
                    "timestamp_micros(percentile_approx(unix_micros(started_at), " + share + "))")
                .first()
                .getAs(0);
    return new Cut(at, share);
  }

  /**
   * The cut of a warehouse.
   *
   * @param at null when no run has a time
   */
  public record Cut(@Nullable Instant at, double share) {

    /** Runs that are learnt from. */
    public Dataset<Row> learnt(Dataset<Row> runs) {
      return runs.where(earlier());
    }

    /** Runs that judge. */
    public Dataset<Row> later(Dataset<Row> runs) {
      return runs.where(not(earlier()));
    }

    private Column earlier() {
      Column byTask = pmod(xxhash64(col("task_id")), lit(PARTS)).lt(lit(Math.round(share * PARTS)));
      return at == null
          ? byTask
          : when(col("started_at").isNull(), byTask).otherwise(col("started_at").lt(lit(at)));
    }

    /** The cut in words. */
    public String label() {
      String tasks = "%.0f %% of the tasks whose runs have no time".formatted(100 * share);
      return at == null ? "learnt from " + tasks : "learnt before " + at + ", and from " + tasks;
    }
  }
}
