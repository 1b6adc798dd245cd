package dev.trace2skill.report;

import static dev.trace2skill.store.Tables.EDITS;
import static dev.trace2skill.store.Tables.EDIT_SUPPORT;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.trace2skill.model.Lesson;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Follows lessons back to the steps of the runs behind them: a few edits of each. */
final class CitedReader {

  /** Edits of a lesson that are cited, when it is in the skill and when not. */
  private static final int MOST_IN_SKILL = 3;

  private static final int MOST_OUTSIDE = 1;

  /** What is cut here once more is cut to what the page shows: one character tells that it was. */
  private static final String STEPS =
      """
      transform(slice(filter(steps, s -> array_contains(evidence, s.step_index)), 1, 3),
        s -> named_struct(
          'step_index', s.step_index, 'actor', s.actor, 'text', left(s.text, %1$d),
          'calls', transform(slice(s.tool_calls, 1, 3), c -> named_struct(
            'tool', left(c.tool, 100), 'arguments', left(c.arguments, %1$d))),
          'results', transform(slice(s.tool_results, 1, 3), r -> named_struct(
            'tool', left(r.tool, 100), 'content', left(r.content, %1$d), 'error', r.error))))
      """
          .formatted(LineageView.LONGEST + 1);

  private static final Table<Cited> CITED = Table.of("cited", Cited.class);

  private final Warehouse warehouse;

  CitedReader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  List<Cited> read(String consolidationId, List<Lesson> lessons) {
    Dataset<Row> wanted =
        LESSON.rows(
            warehouse.spark(),
            lessons.stream()
                .map(l -> new Wanted(l.lessonId(), l.status() == Lesson.Status.ACCEPTED))
                .toList());
    Dataset<Row> support =
        warehouse
            .read(EDIT_SUPPORT)
            .where(col("consolidation_id").equalTo(consolidationId))
            .join(broadcast(wanted), "lesson_id");
    Dataset<Row> chosen = chosen(support);
    Dataset<Row> edits = warehouse.read(EDITS).select("edit_id", "edit");
    Dataset<Row> runs =
        warehouse
            .read(TRAJECTORIES)
            .select("trajectory_id", "outcome", "source", "steps")
            .withColumnRenamed("outcome", "ended");
    return CITED.collect(
        runs.join(broadcast(chosen), "trajectory_id")
            .join(edits, "edit_id")
            .select(
                col("lesson_id"),
                col("edit_count"),
                col("edit"),
                col("patch_id"),
                col("analyst"),
                expr("left(cause, 600)").as("cause"),
                col("flags"),
                col("trajectory_id"),
                col("task_id"),
                col("ended").as("outcome"),
                col("source.uri").as("uri"),
                expr(STEPS).as("steps"))
            .orderBy("lesson_id", "patch_id"));
  }

  /** Those that name steps before those that do not. */
  private Dataset<Row> chosen(Dataset<Row> support) {
    WindowSpec lesson = Window.partitionBy("lesson_id");
    Dataset<Row> patches =
        warehouse
            .read(PATCHES)
            .select("patch_id", "analyst", "task_id", "cause", "evidence", "flags");
    return patches
        .join(support, "patch_id")
        .withColumn(
            "place",
            row_number()
                .over(
                    lesson.orderBy(
                        array_size(col("evidence")).equalTo(0), col("patch_id"), col("edit_id"))))
        .withColumn("edit_count", count(lit(1)).over(lesson))
        .where(col("place").leq(when(col("in_skill"), lit(MOST_IN_SKILL)).otherwise(MOST_OUTSIDE)));
  }

  private record Wanted(String lessonId, boolean inSkill) {}

  private static final Table<Wanted> LESSON = Table.of("wanted", Wanted.class);
}
