package dev.trace2skill.store;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.testing.SparkTest;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

  /** At least as many as the largest enum has constants. */
  private static final int VARIETIES = 8;

  private static final Task TASK =
      new Task(
          "t1",
          "Send it back.",
          new GroundTruth(List.of(new ToolCall("c", "refund", "{}")), List.of("done"), null));

  static Stream<String> tables() {
    return Tables.ALL.stream().map(Table::name);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRecordComesBackFromARowAsItWas(String name) {
    assertComesBack(table(name), rowTypes().get(name));
  }

  @Test
  void everyTableIsInTheListOfAll() {
    assertThat(rowTypes().keySet())
        .containsExactlyInAnyOrderElementsOf(tables().toList())
        .hasSameSizeAs(Tables.ALL);
  }

  @Test
  void missingValueIsAnErrorThatNamesItsColumn() {
    Row row = RowFactory.create("t1", null, null, null, null, null, null);

    assertThatThrownBy(() -> Tables.TASKS.codec().fromRow(typed(row)))
        .hasMessage("a row of Task has no query");
  }

  @Test
  void missingValueInsideAListIsAnErrorThatNamesItsColumn() {
    Row call = RowFactory.create("c", null, "{}");
    Row truth = RowFactory.create(new Object[] {call}, new Object[0], null);

    assertThatThrownBy(
            () ->
                Tables.TASKS
                    .codec()
                    .fromRow(typed(RowFactory.create("t1", "q", truth, null, null, null, null))))
        .hasMessage("a row of ToolCall has no tool");
  }

  @Test
  void recordThatLacksAValueMakesNoRow() {
    Task wrong = new Task("t1", null, null);

    assertThatThrownBy(() -> Tables.TASKS.codec().toRow(wrong))
        .hasMessage("a row of Task has no query");
  }

  @Test
  void columnsMayBeMoreAndInAnotherOrder() {
    Dataset<Row> rows = Tables.TASKS.rows(SparkTest.spark(), List.of(TASK));

    Dataset<Row> shuffled =
        rows.selectExpr(
            "1 AS more", "tags", "split", "checks", "inputs", "ground_truth", "query", "task_id");

    assertThat(Tables.TASKS.collect(shuffled)).containsExactly(TASK);
  }

  @Test
  void missingListIsAnEmptyOne() {
    Patch patch =
        new Patch(
            "p",
            "t",
            "k",
            null,
            "a",
            "s",
            null,
            null,
            Grade.GROUNDED,
            "c",
            List.of(1),
            null,
            List.of(Edit.deleteFile("a.md")));
    Dataset<Row> rows = Tables.PATCHES.rows(SparkTest.spark(), List.of(patch));

    Dataset<Row> older = rows.drop("evidence").selectExpr("*", "NULL AS evidence");

    assertThat(Tables.PATCHES.collect(older).get(0).evidence()).isEmpty();
  }

  @Test
  void valueThatTheRecordRefusesIsAnErrorThatSaysWhy() {
    Row row = RowFactory.create("append", "SKILL.md", "", "", "text", null);
    RecordCodec<Edit> codec = new RecordCodec<>(Edit.class);
    Row read =
        SparkTest.spark().createDataFrame(List.of(row), codec.schema()).collectAsList().get(0);

    assertThatThrownBy(() -> codec.fromRow(read))
        .hasMessage("Not a Edit: APPEND on SKILL.md names no section");
  }

  private static <T extends Record> void assertComesBack(Table<T> table, Class<?> type) {
    @SuppressWarnings("unchecked")
    Class<T> rowType = (Class<T>) type;
    List<T> written = new ArrayList<>();
    written.add(Specimens.sparse(rowType));
    for (int variety = 0; variety < VARIETIES; variety++) {
      written.add(Specimens.full(rowType, variety));
    }
    SparkSession spark = SparkTest.spark();

    Dataset<Row> rows = table.map(table.rows(spark, written), table, record -> record);

    assertThat(table.collect(rows)).containsExactlyInAnyOrderElementsOf(written);
    assertThat(rows.schema()).isEqualTo(table.codec().schema());
  }

  private static Row typed(Row row) {
    return SparkTest.spark()
        .createDataFrame(List.of(row), Tables.TASKS.codec().schema())
        .collectAsList()
        .get(0);
  }

  private static Table<?> table(String name) {
    return Tables.ALL.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** The record class of each table, as {@link Tables} declares it. */
  private static Map<String, Class<?>> rowTypes() {
    return Arrays.stream(Tables.class.getFields())
        .filter(f -> f.getType() == Table.class)
        .collect(toMap(f -> tableOf(f).name(), RecordCodecTest::rowType));
  }

  private static Table<?> tableOf(Field field) {
    try {
      return (Table<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> rowType(Field field) {
    return (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
  }
}
