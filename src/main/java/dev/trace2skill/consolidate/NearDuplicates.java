package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.trace2skill.model.Edit;
import dev.trace2skill.store.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Groups statements that say the same in other words.
 *
 * <p>Two statements may be one lesson if they are of one {@link Kind} and alike in their words. The
 * statement that most others are like, by how many trajectories stand in the same min-hash buckets,
 * is the centre of a lesson and words it. In every bucket the members are compared with its densest
 * alone, so that the work grows with the statements and not with their pairs. Taken from the
 * densest to the sparsest, a statement joins the densest centre that it was found to be like, or
 * becomes a centre. So every member was compared with the wording of its lesson, and there is no
 * chain of likenesses. All of it depends on the set of statements alone.
 */
final class NearDuplicates {

  /** The bands whose buckets are counted to see how many others are like a statement. */
  static final int DENSITY_BANDS = 4;

  /** So many statements take one machine less time than Spark takes to plan for them. */
  private static final int FEW = 5_000;

  private static final StructType LESSON_OF =
      new StructType().add("exact_id", DataTypes.StringType).add("lesson_id", DataTypes.StringType);

  private static final UserDefinedFunction SKETCH =
      udf(new SketchOf(new RecordCodec<>(Edit.class)), DataTypes.BinaryType);

  private NearDuplicates() {}

  /**
   * The lesson of each statement.
   *
   * @param statements one row each: {@code exact_id}, {@code edit}, {@code trajectory_count}
   * @return {@code exact_id} and {@code lesson_id}, the exact id of the statement that words the
   *     lesson, in memory or on local disks until it is no longer referred to
   */
  static Dataset<Row> lessons(Dataset<Row> statements) {
    return lessons(statements, FEW);
  }

  /** The same with another bound on what one machine does. */
  static Dataset<Row> lessons(Dataset<Row> statements, int few) {
    Dataset<Row> sketches =
        statements.select(
            col("exact_id"),
            xxhash64(col("exact_id")).as("node"),
            col("trajectory_count"),
            length(col("edit.text")).as("length"),
            SKETCH.apply(col("exact_id"), col("edit")).as("sketch"));
    // At most a few thousand, of a few kilobytes.
    List<Row> first = sketches.limit(few + 1).collectAsList();
    if (first.size() > few) {
      return LargeGroups.lessons(sketches);
    }
    List<Row> lessons = new ArrayList<>();
    SmallGroups.lessons(first.stream().map(NearDuplicates::member).toList())
        .forEach((exact, lesson) -> lessons.add(RowFactory.create(exact, lesson)));
    return statements.sparkSession().createDataFrame(lessons, LESSON_OF);
  }

  private static Member member(Row row) {
    return new Member(
        row.getString(0),
        row.getLong(1),
        0,
        row.getLong(2),
        row.getInt(3),
        Sketch.of(row.<byte[]>getAs(4)));
  }

  /** Makes the sketch of an edit. */
  private record SketchOf(RecordCodec<Edit> edits) implements UDF2<String, Row, byte[]> {

    @Override
    public byte[] call(String exactId, Row edit) {
      return Sketch.of(exactId, edits.fromRow(edit)).bytes();
    }
  }
}
