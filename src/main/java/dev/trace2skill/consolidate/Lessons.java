package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Set logic from edits to counted lessons, all of it in Column expressions. */
final class Lessons {

  /** The better founded first, whatever the order of the enum's names. */
  private static final Column GRADE_ORDER =
      when(col("grade").equalTo("established"), 0)
          .when(col("grade").equalTo("grounded"), 1)
          .when(col("grade").equalTo("verified"), 2)
          .when(col("grade").equalTo("observed"), 3)
          .otherwise(4);

  private Lessons() {}

  /**
   * {@code edits -> lessons}: one row a group, with what speaks for it. The wording is the group's
   * least in alphabetical order, so that it does not depend on the order of the edits.
   */
  static Dataset<Row> counted(Dataset<Row> edits, String consolidationId) {
    return edits
        .groupBy("lesson_id")
        .agg(
            min("edit").as("edit"),
            min_by(col("grade"), GRADE_ORDER).as("grade"),
            array_sort(collect_set("analyst")).as("analysts"),
            array_sort(array_compact(collect_set("contrast_id"))).as("contrast_ids"),
            countDistinct("trajectory_id").as("trajectory_count"),
            countDistinct("task_id").as("task_count"),
            countDistinct("principal_id").as("principal_count"),
            max("rejection").as("rejection"),
            min_by(col("finding"), struct(GRADE_ORDER, col("finding"))).as("finding"))
        .withColumn("consolidation_id", lit(consolidationId))
        .withColumn("rank", lit(0));
  }

  /** Adds {@code status} and {@code reason}; both null where the lesson may enter the skill. */
  static Dataset<Row> judged(Dataset<Row> counted, ConsolidateSettings settings) {
    Column tooFew =
        col("trajectory_count")
            .lt(settings.minSupport())
            .or(col("task_count").lt(settings.minTasks()));
    return counted
        .withColumn(
            "status",
            when(col("rejection").isNotNull(), "rejected")
                .when(col("grade").equalTo("suggestive").or(tooFew), "waiting"))
        .withColumn(
            "reason",
            when(col("rejection").isNotNull(), col("rejection"))
                .when(tooFew, shortfall(settings))
                .when(
                    col("grade").equalTo("suggestive"), "suggestive: not sure enough to publish"));
  }

  private static Column shortfall(ConsolidateSettings settings) {
    return concat(
        col("trajectory_count").cast("string"),
        lit(" of " + settings.minSupport() + " trajectories, "),
        col("task_count").cast("string"),
        lit(" of " + settings.minTasks() + " tasks"));
  }
}
