package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Contrast;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * How features did in runs that they were not learnt from: the tests of the contrast analyst, each
 * by itself, so that nothing is corrected, graded or written.
 *
 * @param all in all of the runs
 * @param onNewTasks in those of tasks that were not learnt from either
 */
public record Replication(List<Contrast> all, List<Contrast> onNewTasks) {

  /** Every feature that some task can tell something about. */
  private static final ContrastSettings LENIENT = new ContrastSettings(1, 1, 0.05, 0.05);

  public Replication {
    all = List.copyOf(all);
    onNewTasks = List.copyOf(onNewTasks);
  }

  /**
   * Looks for features. Small by construction: a few numbers for each of them.
   *
   * @param runs trajectories that the features were not learnt from
   * @param learnt {@code task_id} of tasks that they were learnt from
   */
  public static Replication of(Dataset<Row> runs, Dataset<Row> learnt, List<String> features) {
    Dataset<Row> labelled = runs.where("outcome in ('success', 'failure')");
    Dataset<Row> perTask =
        Contrasts.perTask(ContrastAnalyst.SIGHTINGS.flatMap(labelled, TRAJECTORIES, Sighting::of))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new Replication(
          tested(perTask, labelled, features),
          tested(unlike(perTask, learnt), unlike(labelled, learnt), features));
    } finally {
      perTask.unpersist();
    }
  }

  private static Dataset<Row> unlike(Dataset<Row> rows, Dataset<Row> learnt) {
    return rows.join(
        broadcast(learnt.select("task_id").distinct()), new String[] {"task_id"}, "left_anti");
  }

  private static List<Contrast> tested(
      Dataset<Row> perTask, Dataset<Row> labelled, List<String> features) {
    String[] columns = Contrasts.TALLIES.codec().schema().fieldNames();
    Dataset<Row> withTruth = labelled.where("size(ground_truth.calls) > 0");
    Dataset<Row> tallies =
        Contrasts.withinTasks("", perTask, LENIENT)
            .selectExpr(columns)
            .unionByName(
                Contrasts.fromGroundTruth("", perTask, withTruth, LENIENT).selectExpr(columns))
            .where(col("feature").isin(features.toArray()));
    return CONTRASTS.collect(CONTRASTS.map(tallies, Contrasts.TALLIES, Tally::test));
  }
}
