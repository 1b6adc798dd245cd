package dev.trace2skill.ingest;

import static dev.trace2skill.store.Tables.SUPERSESSIONS;
import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The trajectories of a wave that the tables do not have yet, with their tasks and the earlier
 * trajectories that they stand in for.
 *
 * @param found what was read, of {@link Found}, and whether it was {@code assembled} from a trace
 */
record NewTrajectories(Warehouse warehouse, Dataset<Row> found) {

  private static final Table<Supersessions.Session> SESSIONS =
      Table.of("sessions", Supersessions.Session.class);

  /** How many trajectories were new, and how many earlier ones they stand in for. */
  record Added(long fresh, long superseded) {}

  /**
   * Appends those that are new.
   *
   * @param made how many there are in the wave
   */
  Added add(long made) {
    Dataset<Row> trajectories =
        found
            .where("trajectory is not null")
            .select("trajectory.*", "assembled")
            .withColumn("number", monotonically_increasing_id());
    warehouse.spark().sparkContext().setJobDescription("compare with the trajectories there are");
    OptionalLong seen = warehouse.version(TRAJECTORIES);
    Dataset<Row> repeated = repeated(trajectories).persist();
    try {
      long fresh = made - repeated.count();
      if (fresh == 0) {
        return new Added(0, 0);
      }
      Dataset<Row> added =
          trajectories.join(broadcast(repeated), new String[] {"number"}, "left_anti");
      // The trajectories last: what is new among them is told by the table.
      long superseded = supersede(added);
      warehouse.append(TASKS, tasks(added));
      warehouse.appendNew(TRAJECTORIES, added, seen);
      return new Added(fresh, superseded);
    } finally {
      repeated.unpersist();
    }
  }

  /**
   * The numbers of the trajectories that are in the table already, or come again; of those that
   * come several times the one whose address sorts first is not among them. Only narrow columns are
   * looked at.
   */
  private Dataset<Row> repeated(Dataset<Row> trajectories) {
    Column place =
        row_number()
            .over(
                Window.partitionBy("trajectory_id")
                    .orderBy(col("source.uri"), col("source.record"), col("number")));
    Dataset<Row> narrow =
        trajectories.select(col("trajectory_id"), col("number"), place.as("place"));
    if (!warehouse.has(TRAJECTORIES)) {
      return narrow.where("place > 1").select("number");
    }
    Dataset<Row> stored =
        warehouse.read(TRAJECTORIES).select(col("trajectory_id"), lit(true).as("stored"));
    return narrow
        .join(stored, new String[] {"trajectory_id"}, "left")
        .where("place > 1 or stored")
        .select("number");
  }

  /** Notes which trajectories the new ones stand in for, before these are stored. */
  private long supersede(Dataset<Row> added) {
    Dataset<Row> candidates =
        candidates(added, lit(true), col("assembled")).where("session_id is not null");
    if (warehouse.has(TRAJECTORIES)) {
      Dataset<Row> sessions = candidates.select("format", "session_id").distinct();
      candidates =
          candidates.unionByName(
              candidates(warehouse.currentTrajectories(), lit(false), lit(false))
                  .join(sessions, new String[] {"format", "session_id"}, "left_semi"));
    }
    Dataset<Row> several =
        candidates
            .groupBy("format", "session_id")
            .agg(collect_list(col("candidate")).as("candidates"))
            .where("size(candidates) > 1");
    Dataset<Row> rows = SUPERSESSIONS.flatMap(several, SESSIONS, Supersessions::of).persist();
    try {
      long superseded = rows.count();
      if (superseded > 0) {
        warehouse.append(SUPERSESSIONS, rows);
      }
      return superseded;
    } finally {
      rows.unpersist();
    }
  }

  private static Dataset<Row> candidates(Dataset<Row> rows, Column fresh, Column assembled) {
    return rows.select(
        col("source.format").as("format"),
        col("session_id"),
        struct(
                col("trajectory_id"),
                col("task_id"),
                col("trial"),
                col("step_hashes"),
                size(col("judgements")).cast("long").as("judgement_count"),
                col("ended_at"),
                fresh.as("fresh"),
                assembled.as("assembled"))
            .as("candidate"));
  }

  /** A column of tasks of which traces say nothing. */
  private static Column none(String name) {
    return lit(null).cast(TASKS.codec().schema().apply(name).dataType()).as(name);
  }

  /** One row a task; the ground truth from a trajectory that has one. */
  private static Dataset<Row> tasks(Dataset<Row> trajectories) {
    return trajectories
        .groupBy("task_id")
        .agg(
            min_by(
                    struct(
                        col("query"),
                        when(
                                col("ground_truth").isNotNull(),
                                col("ground_truth").withField("reason", lit(null).cast("string")))
                            .as("ground_truth")),
                    struct(col("ground_truth").isNull(), col("trajectory_id")))
                .as("task"))
        .select(
            col("task_id"),
            col("task.query"),
            col("task.ground_truth"),
            none("inputs"),
            none("checks"),
            none("split"),
            none("tags"));
  }
}
