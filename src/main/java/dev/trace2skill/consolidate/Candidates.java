package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.LESSONS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negative;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.trace2skill.consolidate.merge.Group;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.store.Table;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lessons that may go into the skill, best supported first, and the others with the reason why
 * they may not.
 *
 * @param rows the lessons that may; no more than a skill takes
 */
record Candidates(List<Lesson> rows, Dataset<Row> others) {

  private static final Table<Group> GROUPS = Table.of("groups", Group.class, "lesson_id");

  /** Other words of a lesson that a model is shown. */
  private static final int ALTERNATIVES = 3;

  static Candidates of(Dataset<Row> judged, int maxLessons) {
    Dataset<Row> best =
        judged
            .where("status is null")
            .orderBy(
                desc("support"), desc("trajectory_count"), desc("task_count"), col("lesson_id"))
            .limit(maxLessons);
    // Small by construction: the lessons of one skill.
    List<Lesson> rows = LESSONS.collect(best.withColumn("status", lit("accepted")));
    Object[] ids = rows.stream().map(Lesson::lessonId).toArray();
    Column open = col("status").isNull();
    Dataset<Row> others =
        judged
            .where(not(col("lesson_id").isin(ids)))
            .withColumn(
                "reason",
                when(
                        open,
                        "the skill takes %d lessons, and others have more support"
                            .formatted(maxLessons))
                    .otherwise(col("reason")))
            .withColumn("status", coalesce(col("status"), lit("waiting")));
    return new Candidates(rows, others);
  }

  /** The lessons that may, in the words that somebody gave them. */
  List<Lesson> lessons(Map<String, String> words) {
    return rows.stream()
        .map(
            lesson ->
                words.containsKey(lesson.lessonId())
                    ? lesson.worded(words.get(lesson.lessonId()))
                    : lesson)
        .toList();
  }

  /** Lessons as a model is shown them, the best supported, with some other words for each. */
  static List<Group> groups(
      Dataset<Row> counted, Dataset<Row> edits, Dataset<Row> statements, int most) {
    Dataset<Row> best =
        counted
            .where("rejection is null")
            .orderBy(desc("trajectory_count"), desc("task_count"), col("lesson_id"))
            .limit(most);
    Dataset<Row> words =
        edits
            .select("lesson_id", "exact_id")
            .where(col("lesson_id").notEqual(col("exact_id")))
            .distinct()
            .join(statements.select("exact_id", "edit.text", "trajectory_count"), "exact_id")
            .groupBy("lesson_id")
            .agg(
                slice(
                        sort_array(
                            collect_list(struct(negative(col("trajectory_count")), col("text")))),
                        1,
                        ALTERNATIVES)
                    .getField("text")
                    .as("alternatives"));
    return GROUPS.collect(best.join(words, new String[] {"lesson_id"}, "left"));
  }
}
