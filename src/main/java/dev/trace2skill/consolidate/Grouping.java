package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.consolidate.Overrides.Verdict;
import dev.trace2skill.store.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which statements make one lesson.
 *
 * @param lessons {@code exact_id, lesson_id}: one row a statement
 * @param merged lessons that are counted with another, by id
 * @param words the words that lessons go by, where they are not those of a statement
 * @param decisions of reviewers
 */
record Grouping(
    Dataset<Row> lessons,
    Map<String, String> merged,
    Map<String, String> words,
    List<Verdict> decisions) {

  private static final Table<Equal> PAIRS = Table.of("pairs", Equal.class, "lesson_id");
  private static final Table<Verdict> VERDICTS = Table.of("verdicts", Verdict.class, "lesson_id");

  /** Groups statements by their words, and as reviewers have it. */
  static Grouping of(Dataset<Row> statements, Overrides overrides) {
    Dataset<Row> lessons =
        NearDuplicates.lessons(statements.where("rejection is null"))
            .unionByName(
                statements
                    .where("rejection is not null")
                    .select(col("exact_id"), col("exact_id").as("lesson_id")));
    Map<String, String> named = new HashMap<>();
    if (!overrides.statements().isEmpty()) {
      lessons
          .where(col("exact_id").isin(overrides.statements().toArray()))
          .collectAsList()
          .forEach(row -> named.put(row.getString(0), row.getString(1)));
    }
    Map<String, String> merged = Equal.resolved(overrides.merges(named));
    named.replaceAll((statement, lesson) -> merged.getOrDefault(lesson, lesson));
    return new Grouping(lessons, merged, overrides.words(named), overrides.verdicts(named));
  }

  /** Edits with the lesson that each is part of. */
  Dataset<Row> apply(Dataset<Row> edits) {
    Dataset<Row> joined = edits.join(lessons, "exact_id");
    if (merged.isEmpty()) {
      return joined;
    }
    Dataset<Row> pairs =
        PAIRS.rows(
            edits.sparkSession(),
            merged.entrySet().stream().map(e -> new Equal(e.getKey(), e.getValue())).toList());
    return joined
        .join(broadcast(pairs), new String[] {"lesson_id"}, "left")
        .withColumn("lesson_id", coalesce(col("stand_in_id"), col("lesson_id")))
        .drop("stand_in_id");
  }

  Dataset<Row> verdicts(SparkSession spark) {
    return VERDICTS.rows(spark, decisions);
  }
}
