package dev.trace2skill.analyze;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Which trajectories are looked at. Of runs that are the same but for their words one stands for
 * all. A sample takes from every stratum (task, outcome, model, kinds of error) in turn, so that a
 * rare failure is seen as surely as a common one.
 *
 * @param size the most that are looked at; null for all
 * @param seed which of a stratum come first
 */
public record Sample(@Nullable Integer size, long seed) implements Serializable {

  public static final Sample ALL = new Sample(null, 0);

  private static final WindowSpec ALIKE =
      Window.partitionBy("shape").orderBy(col("analysed").desc(), col("trajectory_id"));

  public Sample {
    if (size != null && size < 1) {
      throw new IllegalArgumentException("sample must be at least 1");
    }
  }

  /**
   * Adds {@code stand_in_id}, the run that stands for this one (null for one that stands for
   * itself), and {@code chosen}: true for the runs that are to be looked at.
   *
   * @param alike rows of {@link Likeness}
   * @param analysed {@code trajectory_id}s of runs that were looked at before: they go on standing
   *     for those that are like them
   */
  Dataset<Row> of(Dataset<Row> alike, Dataset<Row> analysed) {
    Dataset<Row> known =
        alike
            .join(
                analysed.select("trajectory_id").distinct().withColumn("seen", lit(true)),
                new String[] {"trajectory_id"},
                "left")
            .withColumn("analysed", coalesce(col("seen"), lit(false)))
            .drop("seen");
    Column standIn = first("trajectory_id").over(ALIKE);
    Dataset<Row> grouped =
        known
            .withColumn("first_id", standIn)
            .withColumn(
                "stand_in_id",
                when(col("first_id").notEqual(col("trajectory_id")), col("first_id")))
            .drop("first_id");
    if (size == null) {
      return grouped.withColumn("chosen", col("stand_in_id").isNull());
    }
    Dataset<Row> drawn =
        broadcast(drawn(grouped).select("trajectory_id").withColumn("chosen", lit(true)));
    return grouped
        .join(drawn, new String[] {"trajectory_id"}, "left")
        .withColumn("chosen", coalesce(col("chosen"), lit(false)));
  }

  /** At most {@link #size} rows: the first of every stratum, then the second of every stratum. */
  private Dataset<Row> drawn(Dataset<Row> grouped) {
    Column lot = xxhash64(lit(seed), col("trajectory_id"));
    WindowSpec stratum =
        Window.partitionBy("task_id", "outcome", "model", "errors")
            .orderBy(col("lot"), col("trajectory_id"));
    return grouped
        .where("stand_in_id is null")
        .withColumn("lot", lot)
        .withColumn("turn", row_number().over(stratum))
        .orderBy("turn", "lot", "trajectory_id")
        .limit(size);
  }
}
