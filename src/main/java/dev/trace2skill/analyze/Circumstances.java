package dev.trace2skill.analyze;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract_all;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.struct;

import dev.trace2skill.analyze.Circumstance.Supporter;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Tables;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the runs that support a feature have in common, and other runs have not: the call before it,
 * an error just seen, words of the task. The lesson says them, so that an agent knows when it
 * applies.
 */
final class Circumstances {

  private static final Table<Supporter> SUPPORTERS =
      Table.of("supporters", Supporter.class, "trajectory.trajectory_id");
  private static final Table<Circumstance> CIRCUMSTANCES =
      Table.of("circumstances", Circumstance.class, "feature", "trajectory_id", "item");

  /** A circumstance counts as shared when this part of the supporting runs have it. */
  private static final double SHARED = 0.8;

  /** A word counts as telling when it is this many times as common as in other tasks. */
  private static final double TELLING = 2.0;

  /** Words that say nothing of a task, however unevenly a small corpus spreads them. */
  private static final Object[] COMMON_WORDS =
      ("about after again also another because been before being both came could does each else"
              + " from have having here into just know like made make more most much must need only"
              + " other over please same should some such than that their them then there these they"
              + " this those very want wants were what when where which while will wish with would"
              + " your yours")
          .split(" ", -1);

  private Circumstances() {}

  /**
   * The shared circumstances: {@code feature, item, share, lift}.
   *
   * @param labelled trajectories with a success or a failure
   * @param supporting {@code feature, trajectory_id, task_id, steps}
   */
  static Dataset<Row> shared(Dataset<Row> labelled, Dataset<Row> supporting) {
    Dataset<Row> support = supporting.groupBy("feature").agg(count(lit(1)).as("support"));
    return moments(labelled, supporting, support).unionByName(words(labelled, supporting, support));
  }

  private static Dataset<Row> moments(
      Dataset<Row> labelled, Dataset<Row> supporting, Dataset<Row> support) {
    Dataset<Row> seen =
        supporting
            .groupBy("trajectory_id")
            .agg(collect_list(struct(col("feature"), col("steps"))).as("seen"));
    Dataset<Row> supporters =
        labelled
            .join(seen, "trajectory_id")
            .select(struct(trajectoryColumns()).as("trajectory"), col("seen"));
    return CIRCUMSTANCES
        .flatMap(supporters, SUPPORTERS, Circumstance::of)
        .groupBy("feature", "item")
        .agg(count(lit(1)).as("times"))
        .join(support, "feature")
        .withColumn("share", col("times").divide(col("support")))
        .where(col("share").geq(SHARED))
        .select(col("feature"), col("item"), col("share"), lit(1.0).as("lift"));
  }

  /** The lower-case words of every value in a ground truth: {@code word}. */
  static Dataset<Row> knownWords(Dataset<Row> labelled) {
    Column values =
        concat_ws(
            " ",
            regexp_replace(
                array_join(col("ground_truth.calls.arguments"), " "),
                lit("\"[^\"]*\"\\s*:"),
                lit(" ")),
            array_join(col("ground_truth.outputs"), " "));
    return labelled
        .where("ground_truth is not null")
        .select(explode(regexp_extract_all(lower(values), lit("[a-z]{3,}"), lit(0))).as("word"))
        .distinct();
  }

  /** Lower-case words of the task that no ground truth of the corpus has as a value. */
  private static Dataset<Row> words(
      Dataset<Row> labelled, Dataset<Row> supporting, Dataset<Row> support) {
    // Trials may word the task differently.
    Dataset<Row> tasks =
        labelled
            .select(
                col("task_id"),
                array_distinct(regexp_extract_all(col("query"), lit("\\b[a-z]{4,}\\b"), lit(0)))
                    .as("words"))
            .groupBy("task_id")
            .agg(array_distinct(flatten(collect_set("words"))).as("words"));
    Dataset<Row> used =
        tasks
            .select(col("task_id"), explode(col("words")).as("word"))
            .where(not(col("word").isin(COMMON_WORDS)))
            .join(knownWords(labelled), asNames("word"), "left_anti");
    Dataset<Row> everywhere =
        used.groupBy("word")
            .agg(count(lit(1)).as("word_tasks"))
            .crossJoin(tasks.agg(count(lit(1)).as("all_tasks")));
    return supporting
        .join(used, "task_id")
        .groupBy("feature", "word")
        .agg(count(lit(1)).as("times"), countDistinct("task_id").as("tasks"))
        .where("tasks >= 2")
        .join(support, "feature")
        .join(everywhere, "word")
        .withColumn("share", col("times").divide(col("support")))
        .withColumn("lift", col("share").divide(col("word_tasks")).multiply(col("all_tasks")))
        .where(col("share").geq(SHARED).and(col("lift").geq(TELLING)))
        .select(
            col("feature"),
            concat_ws(":", lit("word"), col("word")).as("item"),
            col("share"),
            col("lift"));
  }

  private static Column[] trajectoryColumns() {
    return Arrays.stream(Tables.TRAJECTORIES.codec().schema().fieldNames())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  private static String[] asNames(String... names) {
    return names;
  }
}
