package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.trace2skill.store.Table;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Set logic that puts a successful run of the same task beside each failed one. */
final class Candidates {

  private Candidates() {}

  /**
   * {@code trajectories -> candidates}.
   *
   * @param current all trajectories that count
   * @param wanted the {@code trajectory_id} and {@code task_id} of those that are to be looked at;
   *     few enough for one wave
   */
  static Dataset<Row> of(Dataset<Row> current, Dataset<Row> wanted) {
    Dataset<Row> pairs =
        wanted
            .join(contrasts(current), new String[] {"task_id"}, "left")
            .select(
                col("trajectory_id"),
                when(col("outcome").equalTo("failure"), col("contrast_id")).as("contrast_id"));
    Dataset<Row> runs = current.select(col("trajectory_id"), whole(TRAJECTORIES).as("run"));
    Dataset<Row> contrasts =
        current.select(col("trajectory_id").as("contrast_id"), whole(TRAJECTORIES).as("contrast"));
    return runs.join(broadcast(pairs), "trajectory_id")
        .join(
            contrasts.join(broadcast(pairs.select("contrast_id").distinct()), "contrast_id"),
            new String[] {"contrast_id"},
            "left")
        .select("trajectory_id", "run", "contrast");
  }

  /** The shortest successful run of each task; the id settles ties. */
  private static Dataset<Row> contrasts(Dataset<Row> current) {
    return current
        .where("outcome = 'success'")
        .groupBy("task_id")
        .agg(min(struct(size(col("step_hashes")).as("steps"), col("trajectory_id"))).as("best"))
        .select(col("task_id"), col("best.trajectory_id").as("contrast_id"));
  }

  /** All columns of a table as one. */
  static Column whole(Table<?> table) {
    return struct(
        Arrays.stream(table.codec().schema().fieldNames())
            .map(name -> col(name))
            .toArray(Column[]::new));
  }
}
