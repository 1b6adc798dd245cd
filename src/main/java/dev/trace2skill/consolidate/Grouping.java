package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.consolidate.Overrides.Verdict;
import dev.trace2skill.consolidate.merge.Merged;
import dev.trace2skill.store.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

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
    return of(lessons.persist(StorageLevel.MEMORY_AND_DISK()), overrides, List.of(), Map.of());
  }

  private static Grouping of(
      Dataset<Row> lessons, Overrides overrides, List<Equal> said, Map<String, String> wordings) {
    Map<String, String> named = named(lessons, overrides.statements());
    List<Equal> pairs = new ArrayList<>(overrides.merges(named));
    pairs.addAll(said);
    Map<String, String> merged = Equal.resolved(pairs);
    named.replaceAll((statement, lesson) -> merged.getOrDefault(lesson, lesson));
    Map<String, String> words = new HashMap<>(wordings);
    words.putAll(overrides.words(named));
    return new Grouping(lessons, merged, words, overrides.verdicts(named));
  }

  /** The lessons of some statements. */
  private static Map<String, String> named(Dataset<Row> lessons, List<String> statements) {
    Map<String, String> named = new HashMap<>();
    if (!statements.isEmpty()) {
      lessons
          .where(col("exact_id").isin(statements.toArray()))
          .collectAsList()
          .forEach(row -> named.put(row.getString(0), row.getString(1)));
    }
    return named;
  }

  /** The same, and what a model said besides; a reviewer's words come before a model's. */
  Grouping with(Merged said, Overrides overrides) {
    if (said.equal().isEmpty() && said.wordings().isEmpty()) {
      return this;
    }
    List<Equal> pairs = new ArrayList<>();
    said.equal().forEach((lesson, standIn) -> pairs.add(new Equal(lesson, standIn)));
    return of(lessons, overrides, pairs, said.wordings());
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
