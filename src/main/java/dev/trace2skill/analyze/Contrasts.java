package dev.trace2skill.analyze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.trace2skill.store.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The statistics of features, all of them as aggregations: per task, then over tasks. Rows of
 * {@link Sighting} and of labelled trajectories in, one row a feature out.
 */
final class Contrasts {

  static final Table<Tally> TALLIES = Table.of("tallies", Tally.class, "feature");

  private static final Column FAILED = when(col("failed"), 1L).otherwise(0L);
  private static final Column SUCCEEDED = when(col("failed"), 0L).otherwise(1L);

  private Contrasts() {}

  /** Failures and successes of each task: {@code task_id, failures, successes}. */
  static Dataset<Row> totals(Dataset<Row> labelled) {
    return labelled
        .withColumn("failed", col("outcome").equalTo("failure"))
        .groupBy("task_id")
        .agg(sum(FAILED).as("failures"), sum(SUCCEEDED).as("successes"));
  }

  /** Failures and successes that show a feature, per task. */
  static Dataset<Row> perTask(Dataset<Row> sightings) {
    return sightings
        .groupBy("family", "feature", "task_id")
        .agg(
            sum(FAILED).as("failures_with"),
            sum(SUCCEEDED).as("successes_with"),
            max("revealing").as("revealing"));
  }

  /**
   * Features of what trials of one task did differently, with the sums that the stratified test
   * needs. Only features that some tasks could tell something about: shown and not shown by at
   * least {@code minSupport} runs of tasks with both outcomes. Margins, not outcomes, decide that,
   * so the choice does not bias the test.
   */
  static Dataset<Row> withinTasks(
      String corpusId, Dataset<Row> perTask, Dataset<Row> totals, ContrastSettings settings) {
    Column mixed = col("failures").gt(0).and(col("successes").gt(0));
    Column with = col("failures_with").plus(col("successes_with"));
    return strata(perTask.where("family = 'within_task'").join(totals, "task_id"))
        .groupBy("family", "feature")
        .agg(
            sum("failures_with").as("failure_count"),
            sum("successes_with").as("success_count"),
            sum(when(col("failures_with").gt(0), 1L).otherwise(0L)).as("failure_task_count"),
            sum(when(col("successes_with").gt(0), 1L).otherwise(0L)).as("success_task_count"),
            sum("excess").as("excess"),
            sum("variance").as("variance"),
            sum("weight").as("weight"),
            sum("difference").as("difference"),
            sum("difference_variance").as("difference_variance"),
            max("revealing").as("revealing"),
            sum(when(mixed, with).otherwise(0L)).as("shown"),
            sum(when(mixed, col("runs").minus(with)).otherwise(0L)).as("not_shown"))
        .where(
            col("variance")
                .gt(0)
                .and(col("shown").geq(settings.minSupport()))
                .and(col("not_shown").geq(settings.minSupport()))
                .and(col("revealing").equalTo(false)))
        .crossJoin(
            totals.agg(sum("failures").as("failure_total"), sum("successes").as("success_total")))
        .withColumn("corpus_id", lit(corpusId));
  }

  /** Differences from the ground truth, against all labelled runs of tasks that have one. */
  static Dataset<Row> fromGroundTruth(
      String corpusId, Dataset<Row> perTask, Dataset<Row> totals, ContrastSettings settings) {
    return perTask
        .where("family = 'ground_truth'")
        .groupBy("family", "feature")
        .agg(
            sum("failures_with").as("failure_count"),
            sum("successes_with").as("success_count"),
            sum(when(col("failures_with").gt(0), 1L).otherwise(0L)).as("failure_task_count"),
            sum(when(col("successes_with").gt(0), 1L).otherwise(0L)).as("success_task_count"))
        .where(col("failure_count").plus(col("success_count")).geq(settings.minSupport()))
        .crossJoin(
            totals.agg(sum("failures").as("failure_total"), sum("successes").as("success_total")))
        .withColumn("excess", lit(0.0))
        .withColumn("variance", lit(0.0))
        .withColumn("weight", lit(0.0))
        .withColumn("difference", lit(0.0))
        .withColumn("difference_variance", lit(0.0))
        .withColumn("corpus_id", lit(corpusId));
  }

  /**
   * Adds to each stratum of {@code failures, successes, failures_with, successes_with} its terms of
   * the Cochran-Mantel-Haenszel sums (see {@link Tally}).
   */
  static Dataset<Row> strata(Dataset<Row> rows) {
    Column runs = col("runs").cast("double");
    Column with = col("with").cast("double");
    Column without = runs.minus(with);
    Column failuresWithout = col("failures").minus(col("failures_with"));
    Column successesWithout = col("successes").minus(col("successes_with"));
    Column telling = col("with").gt(0).and(col("runs").gt(col("with")));
    return rows.withColumn("runs", col("failures").plus(col("successes")))
        .withColumn("with", col("failures_with").plus(col("successes_with")))
        .withColumn(
            "excess", col("failures_with").minus(col("failures").multiply(with).divide(runs)))
        .withColumn(
            "variance",
            when(
                    col("runs").gt(1),
                    col("failures")
                        .multiply(col("successes"))
                        .multiply(with)
                        .multiply(without)
                        .divide(runs.multiply(runs).multiply(runs.minus(1))))
                .otherwise(0.0))
        .withColumn("weight", with.multiply(without).divide(runs))
        .withColumn(
            "difference",
            when(
                    telling,
                    col("failures_with")
                        .multiply(without)
                        .minus(failuresWithout.multiply(with))
                        .divide(runs))
                .otherwise(0.0))
        .withColumn(
            "difference_variance",
            when(
                    telling,
                    col("failures_with")
                        .multiply(col("successes_with"))
                        .multiply(without)
                        .multiply(without)
                        .divide(with)
                        .plus(
                            failuresWithout
                                .multiply(successesWithout)
                                .multiply(with)
                                .multiply(with)
                                .divide(without))
                        .divide(runs.multiply(runs)))
                .otherwise(0.0));
  }

  /**
   * Benjamini-Hochberg within each family. One task sorts a family's tested features: they are as
   * many as tools and arguments allow, not as many as trajectories.
   */
  static Dataset<Row> corrected(Dataset<Row> tested) {
    WindowSpec family = Window.partitionBy("family");
    WindowSpec ascending = family.orderBy(col("p_value"), col("feature"));
    WindowSpec upwards = ascending.rowsBetween(Window.currentRow(), Window.unboundedFollowing());
    return tested
        .withColumn("rank", row_number().over(ascending))
        .withColumn("tests", count(lit(1)).over(family))
        .withColumn("scaled", col("p_value").multiply(col("tests")).divide(col("rank")))
        .withColumn("q_value", min("scaled").over(upwards))
        .drop("rank", "tests", "scaled");
  }

  /**
   * How well each candidate still separates failure from success once another candidate is held
   * fixed: {@code given, feature, excess, variance}, summed over tasks and over whether the run
   * shows {@code given}.
   *
   * @param sightings of the candidates alone
   * @param perTask of the candidates alone
   */
  static Dataset<Row> conditional(
      Dataset<Row> sightings, Dataset<Row> perTask, Dataset<Row> totals) {
    Dataset<Row> given =
        perTask.select(
            col("feature").as("given"),
            col("task_id"),
            col("failures_with").as("given_failures"),
            col("successes_with").as("given_successes"));
    Dataset<Row> both =
        sightings
            .select("trajectory_id", "task_id", "failed", "feature")
            .join(
                sightings.select(col("trajectory_id"), col("feature").as("given")), "trajectory_id")
            .groupBy("given", "feature", "task_id")
            .agg(sum(FAILED).as("both_failures"), sum(SUCCEEDED).as("both_successes"));
    Dataset<Row> cells =
        perTask
            .select("feature", "task_id", "failures_with", "successes_with")
            .join(totals, "task_id")
            .crossJoin(given.select("given").distinct())
            .where("feature <> given")
            .join(given, asNames("given", "task_id"), "left")
            .join(both, asNames("given", "feature", "task_id"), "left")
            .na()
            .fill(0);
    Dataset<Row> holding =
        cells.selectExpr(
            "given",
            "feature",
            "given_failures as failures",
            "given_successes as successes",
            "both_failures as failures_with",
            "both_successes as successes_with");
    Dataset<Row> lacking =
        cells.selectExpr(
            "given",
            "feature",
            "failures - given_failures as failures",
            "successes - given_successes as successes",
            "failures_with - both_failures as failures_with",
            "successes_with - both_successes as successes_with");
    return strata(holding.unionByName(lacking).where("failures + successes > 0"))
        .groupBy("given", "feature")
        .agg(sum("excess").as("excess"), sum("variance").as("variance"));
  }

  private static String[] asNames(String... names) {
    return names;
  }
}
