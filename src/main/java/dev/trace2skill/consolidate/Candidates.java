package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.LESSONS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.trace2skill.model.Lesson;
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
}
