package dev.trace2skill.consolidate;

import static dev.trace2skill.testing.SparkTest.spark;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

  private static final int ALL = 1_000_000;

  @Test
  void bothWaysGiveTheSameWhateverTheOrderAndThePartitions() {
    List<Statements> statements = new ArrayList<>(Statements.madeUp(3, 1_500));
    Map<String, String> expected = lessons(Statements.rows(spark(), statements), ALL);
    assertThat(expected).hasSameSizeAs(statements);
    assertThat(expected.values().stream().distinct().count())
        .isBetween(statements.size() / 10L, statements.size() * 3L / 4);

    Collections.shuffle(statements, new Random(1));
    Dataset<Row> shuffled = Statements.rows(spark(), statements);
    assertThat(lessons(shuffled.repartition(5), ALL)).isEqualTo(expected);
    assertThat(lessons(shuffled.coalesce(1), 0)).isEqualTo(expected);
    spark().conf().set("spark.sql.shuffle.partitions", "5");
    try {
      assertThat(lessons(shuffled.repartition(3, col("edit.text")), 0)).isEqualTo(expected);
    } finally {
      spark().conf().set("spark.sql.shuffle.partitions", "2");
    }
  }

  @Test
  void lookupGivesTheSameWhenSomeKeysAreHeavy() {
    Dataset<Row> rows =
        spark().sql("select id % 3 as k, id from range(30) union all values (7L, 30L)");
    Dataset<Row> table =
        spark()
            .sql(
                "values (0L, 'a', 10L), (1L, 'b', 2L), (2L, 'c', 10L), (5L, 'd', 9L) as t(k, name, uses)");

    List<Row> light = Lookup.join(rows, table, "k").orderBy("id").collectAsList();

    assertThat(light).hasSize(30);
    assertThat(Lookup.join(rows, table, "k", 5).orderBy("id").collectAsList()).isEqualTo(light);
  }

  @Test
  void nothingGivesNothing() {
    assertThat(lessons(Statements.rows(spark(), List.of()), ALL)).isEmpty();
    assertThat(lessons(Statements.rows(spark(), Statements.saying("Ask.", "Look.")), 0))
        .hasSize(2)
        .allSatisfy((exact, lesson) -> assertThat(lesson).isEqualTo(exact));
  }

  private static Map<String, String> lessons(Dataset<Row> statements, int few) {
    Map<String, String> lessons = new TreeMap<>();
    for (Row row : NearDuplicates.lessons(statements, few).collectAsList()) {
      assertThat(lessons.put(row.getAs("exact_id"), row.getAs("lesson_id"))).isNull();
    }
    return lessons;
  }
}
