package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.TreeMap;
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

  /** Trajectories of whom nobody says for whom they ran may all be of one principal. */
  private static final Column PRINCIPAL = coalesce(col("principal_id"), lit(""));

  private Lessons() {}

  /**
   * {@code edits -> statements}: one row an {@code exact_id}, with one way of putting it, which
   * applies if any does. It is the least in alphabetical order, so that the order of the edits does
   * not matter.
   */
  static Dataset<Row> statements(Dataset<Row> edits) {
    return edits
        .groupBy("exact_id")
        .agg(
            min_by(col("edit"), struct(col("rejection").isNotNull(), col("edit"))).as("edit"),
            when(max(col("rejection").isNull()), lit(null))
                .otherwise(max("rejection"))
                .as("rejection"),
            countDistinct("trajectory_id").as("trajectory_count"));
  }

  /**
   * {@code edits -> lessons}: one row a lesson, with what speaks for it.
   *
   * @param edits with the {@code lesson_id} of each, the {@code model} that was asked, the {@code
   *     eligible_count} of its contrast, analyst and outcome, and when its run ended ({@code
   *     supported_at})
   * @param statements what words a lesson has, by {@code exact_id}
   */
  static Dataset<Row> counted(
      Dataset<Row> edits, Dataset<Row> statements, ConsolidateSettings settings) {
    Dataset<Row> counts =
        edits
            .groupBy("lesson_id")
            .agg(
                min_by(col("grade"), GRADE_ORDER).as("grade"),
                array_sort(collect_set("analyst")).as("analysts"),
                array_sort(array_compact(collect_set("model"))).as("models"),
                array_sort(array_compact(collect_set("contrast_id"))).as("contrast_ids"),
                countDistinct("trajectory_id").as("trajectory_count"),
                countDistinct("task_id").as("task_count"),
                countDistinct(PRINCIPAL).as("principal_count"),
                countDistinct("exact_id").as("statement_count"),
                eligible().as("eligible_count"),
                min_by(col("finding"), struct(GRADE_ORDER, col("finding"))).as("finding"),
                max("supported_at").as("last_supported_at"));
    return counts
        .join(supported(edits, settings), "lesson_id")
        .join(
            statements.select(col("exact_id").as("lesson_id"), col("edit"), col("rejection")),
            "lesson_id");
  }

  /** Runs that failed and runs that succeeded are looked at by different analysts. */
  private static Column eligible() {
    Column failed = max(when(col("analyst").notEqual("success"), col("eligible_count")));
    Column succeeded = max(when(col("analyst").equalTo("success"), col("eligible_count")));
    return when(failed.isNull(), succeeded).otherwise(failed.plus(coalesce(succeeded, lit(0L))));
  }

  /** Trajectories by the weight of the analysts, and of each principal no more than its cap. */
  private static Dataset<Row> supported(Dataset<Row> edits, ConsolidateSettings settings) {
    Column cap =
        settings.principalCap() == null
            ? lit(Double.MAX_VALUE)
            : lit((double) settings.principalCap());
    return edits
        .groupBy("lesson_id", "trajectory_id")
        .agg(max(weight(settings.weights())).as("weight"), min(PRINCIPAL).as("principal"))
        .groupBy("lesson_id", "principal")
        .agg(least(sum("weight"), cap).as("weight"))
        .groupBy("lesson_id")
        .agg(sum("weight").as("support"));
  }

  private static Column weight(Map<String, Double> weights) {
    Column weight = lit(1.0);
    for (Map.Entry<String, Double> each : new TreeMap<>(weights).entrySet()) {
      weight = when(col("analyst").equalTo(each.getKey()), each.getValue()).otherwise(weight);
    }
    return weight;
  }

  /**
   * Adds {@code status}, {@code reason} and {@code override_id}; the status is null where the
   * lesson may enter the skill.
   *
   * @param verdicts of reviewers, as {@link Overrides.Verdict} has them
   */
  static Dataset<Row> judged(
      Dataset<Row> counted,
      Dataset<Row> verdicts,
      ConsolidateSettings settings,
      String consolidationId) {
    Column tooFew =
        col("support")
            .lt(settings.minSupport())
            .or(col("task_count").lt(settings.minTasks()))
            .or(col("principal_count").lt(settings.minPrincipals()));
    Column outgrown = coalesce(col("trajectory_count").gt(col("outgrown_by")), lit(false));
    Column ruledOut = col("objection").isNotNull().and(not(outgrown));
    Column admitted = coalesce(col("admitted"), lit(false));
    Column unsure = col("grade").equalTo("suggestive");
    return counted
        .join(broadcast(verdicts), new String[] {"lesson_id"}, "left")
        .withColumn("consolidation_id", lit(consolidationId))
        .withColumn("rank", lit(0))
        .withColumn("aged", lit(null).cast("boolean"))
        .withColumn("review", lit(null).cast("string"))
        .withColumn(
            "status",
            when(col("rejection").isNotNull(), "rejected")
                .when(ruledOut.and(col("retired")), "retired")
                .when(ruledOut, "overridden")
                .when(admitted, lit(null))
                .when(unsure.or(tooFew), "waiting"))
        .withColumn(
            "reason",
            when(col("rejection").isNotNull(), col("rejection"))
                .when(ruledOut, col("objection"))
                .when(admitted, lit(null))
                .when(tooFew, shortfall(settings))
                .when(unsure, "suggestive: not sure enough to publish"));
  }

  private static Column shortfall(ConsolidateSettings settings) {
    Column tasks = part(col("task_count"), settings.minTasks(), "tasks");
    Column text = concat(part(support(), settings.minSupport(), "trajectories"), lit(", "), tasks);
    return settings.minPrincipals() == 1
        ? text
        : concat(
            text, lit(", "), part(col("principal_count"), settings.minPrincipals(), "principals"));
  }

  private static Column support() {
    Column whole = col("support").cast("long");
    return when(col("support").equalTo(whole), whole.cast("string"))
        .otherwise(col("support").cast("decimal(18,2)").cast("string"));
  }

  private static Column part(Column count, int of, String what) {
    return concat(count.cast("string"), lit(" of " + of + " " + what));
  }

  /**
   * Lessons of which no edit stands any longer.
   *
   * @param fallen edits of runs that were superseded, are judged otherwise by now, or whose finding
   *     is about another corpus
   * @param standing the edits that stand
   */
  static Dataset<Row> retired(Dataset<Row> fallen, Dataset<Row> standing, String consolidationId) {
    Column none = lit(0L);
    Column runs = countDistinct("trajectory_id");
    return fallen
        .join(standing.select("exact_id").distinct(), new String[] {"exact_id"}, "left_anti")
        .groupBy(col("exact_id").as("lesson_id"))
        .agg(
            min("edit").as("edit"),
            min_by(col("grade"), GRADE_ORDER).as("grade"),
            array_sort(collect_set("analyst")).as("analysts"),
            array_sort(array_compact(collect_set("contrast_id"))).as("contrast_ids"),
            concat(lit("none of the "), runs, lit(" trajectories behind it stands any longer"))
                .as("reason"))
        .withColumn("consolidation_id", lit(consolidationId))
        .withColumn("models", array().cast("array<string>"))
        .withColumn("trajectory_count", none)
        .withColumn("task_count", none)
        .withColumn("principal_count", none)
        .withColumn("eligible_count", lit(null).cast("bigint"))
        .withColumn("support", lit(0.0))
        .withColumn("statement_count", none)
        .withColumn("rank", lit(0))
        .withColumn("status", lit("retired"))
        .withColumn("finding", lit(null).cast("string"))
        .withColumn("override_id", lit(null).cast("string"))
        .withColumn("last_supported_at", lit(null).cast("timestamp"))
        .withColumn("aged", lit(null).cast("boolean"))
        .withColumn("review", lit(null).cast("string"));
  }
}
