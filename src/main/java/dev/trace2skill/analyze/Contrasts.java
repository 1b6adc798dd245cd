package dev.trace2skill.analyze;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
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
 * {@link Sighting} in, one row a feature out.
 */
final class Contrasts {

  static final Table<Tally> TALLIES = Table.of("tallies", Tally.class, "feature");

  private static final Column FAILED = when(col("failed"), 1L).otherwise(0L);
  private static final Column SUCCEEDED = when(col("failed"), 0L).otherwise(1L);

  /** Terms are added as decimals: the sum is then the same whatever the order of the rows. */
  private static final String EXACT = "decimal(28,12)";

  private Contrasts() {}

  /** Failures and successes that show a feature, per task. */
  static Dataset<Row> perTask(Dataset<Row> sightings) {
    return sightings
        .groupBy("family", "feature", "task_id")
        .agg(
            first("condition").as("condition"),
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
      String corpusId, Dataset<Row> perTask, ContrastSettings settings) {
    Column mixed = col("failures").gt(0).and(col("successes").gt(0));
    Dataset<Row> conditions = conditions(perTask);
    Dataset<Row> atRisk =
        conditions
            .groupBy("condition")
            .agg(sum("failures").as("failure_total"), sum("successes").as("success_total"));
    // What is known to be right in one task is not told to others either.
    Dataset<Row> revealing = perTask.where("revealing").select("feature").distinct();
    Dataset<Row> tested =
        perTask
            .where("family = 'within_task' and condition is not null")
            .join(broadcast(revealing), asNames("feature"), "left_anti");
    return strata(tested.join(conditions, asNames("condition", "task_id")))
        .groupBy("family", "feature", "condition")
        .agg(
            sum("failures_with").as("failure_count"),
            sum("successes_with").as("success_count"),
            sum(when(col("failures_with").gt(0), 1L).otherwise(0L)).as("failure_task_count"),
            sum(when(col("successes_with").gt(0), 1L).otherwise(0L)).as("success_task_count"),
            exactSum("excess"),
            exactSum("variance"),
            exactSum("weight"),
            exactSum("difference"),
            exactSum("difference_variance"),
            sum(when(mixed, col("with")).otherwise(0L)).as("shown"),
            sum(when(mixed, col("runs").minus(col("with"))).otherwise(0L)).as("not_shown"))
        .where(
            col("variance")
                .gt(0)
                .and(col("shown").geq(settings.minSupport()))
                .and(col("not_shown").geq(settings.minSupport())))
        .join(atRisk, "condition")
        .withColumn("corpus_id", lit(corpusId));
  }

  /**
   * Differences from the ground truth.
   *
   * @param withTruth labelled trajectories of tasks that have a ground truth
   */
  static Dataset<Row> fromGroundTruth(
      String corpusId, Dataset<Row> perTask, Dataset<Row> withTruth, ContrastSettings settings) {
    Column failed = col("outcome").equalTo("failure");
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
            withTruth.agg(
                sum(when(failed, 1L).otherwise(0L)).as("failure_total"),
                sum(when(failed, 0L).otherwise(1L)).as("success_total")))
        .withColumn("excess", lit(0.0))
        .withColumn("variance", lit(0.0))
        .withColumn("weight", lit(0.0))
        .withColumn("difference", lit(0.0))
        .withColumn("difference_variance", lit(0.0))
        .withColumn("corpus_id", lit(corpusId));
  }

  /** The runs among which features are tested: {@code condition, task_id, failures, successes}. */
  private static Dataset<Row> conditions(Dataset<Row> perTask) {
    return perTask
        .where("family = 'within_task'")
        .select(
            col("feature").as("condition"),
            col("task_id"),
            col("failures_with").as("failures"),
            col("successes_with").as("successes"));
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
                    telling,
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
   * @param candidates {@code feature, condition}
   * @param sightings of the candidates and of their conditions
   */
  static Dataset<Row> conditional(
      Dataset<Row> candidates, Dataset<Row> sightings, Dataset<Row> perTask) {
    Dataset<Row> given = candidates.select(col("feature").as("given"));
    // Pairs of features that one run shows: as many as its features squared, for candidates alone.
    Dataset<Row> together =
        sightings
            .select("trajectory_id", "task_id", "failed", "feature")
            .join(
                sightings
                    .select(col("trajectory_id").as("other_id"), col("feature").as("given"))
                    .join(given, "given"),
                col("trajectory_id").equalTo(col("other_id")))
            .groupBy("given", "feature", "task_id")
            .agg(sum(FAILED).as("failures"), sum(SUCCEEDED).as("successes"));
    Dataset<Row> cells =
        candidates
            .join(
                perTask.select("feature", "task_id", "failures_with", "successes_with"), "feature")
            .join(conditions(perTask), asNames("condition", "task_id"))
            .crossJoin(given)
            .where("feature <> given")
            .join(
                together.selectExpr(
                    "given",
                    "feature as condition",
                    "task_id",
                    "failures as given_failures",
                    "successes as given_successes"),
                asNames("given", "condition", "task_id"),
                "left")
            .join(
                together.selectExpr(
                    "given",
                    "feature",
                    "task_id",
                    "failures as both_failures",
                    "successes as both_successes"),
                asNames("given", "feature", "task_id"),
                "left")
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
        .agg(exactSum("excess"), exactSum("variance"));
  }

  private static Column exactSum(String term) {
    return sum(col(term).cast(EXACT)).cast("double").as(term);
  }

  private static String[] asNames(String... names) {
    return names;
  }
}
