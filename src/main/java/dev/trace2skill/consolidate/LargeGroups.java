package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/** Groups any number of statements, by the rules of {@link NearDuplicates}. */
final class LargeGroups {

  private static final UserDefinedFunction BUCKETS =
      udf(new BucketsOf(), DataTypes.createArrayType(DataTypes.LongType, false));

  private static final UserDefinedFunction SAYS_THE_SAME =
      udf(new SaysTheSame(), DataTypes.BooleanType);

  /** The least is the first to word a lesson; the order of {@link Member#RANK}. */
  private static final Column RANK =
      struct(
          negate(col("density")).as("sparsity"),
          negate(col("trajectory_count")).as("rarity"),
          col("length"),
          col("node"));

  private final Deque<Dataset<Row>> kept = new ArrayDeque<>();

  private LargeGroups() {}

  /**
   * The lesson of each statement.
   *
   * @param sketches {@code exact_id}, {@code node}, {@code trajectory_count}, {@code length} and
   *     {@code sketch}
   */
  static Dataset<Row> lessons(Dataset<Row> sketches) {
    LargeGroups groups = new LargeGroups();
    try {
      return groups.grouped(sketches);
    } finally {
      groups.kept.forEach(Dataset::unpersist);
    }
  }

  private Dataset<Row> keep(Dataset<Row> rows) {
    kept.push(rows.persist(StorageLevel.MEMORY_AND_DISK()));
    return rows;
  }

  private Dataset<Row> grouped(Dataset<Row> sketches) {
    // Every later join by node finds the statements where they are.
    Dataset<Row> statements = keep(sketches.repartition(col("node")));
    Dataset<Row> links = keep(links(statements, ranked(statements)));
    Dataset<Row> deposed =
        Centres.deposed(links.select(col("node"), col("leader.node").as("leader")));
    Dataset<Row> joined =
        keep(
            links
                .join(
                    deposed.select(col("node").as("lost")),
                    col("leader.node").equalTo(col("lost")),
                    "left_anti")
                .groupBy("node")
                .agg(min("leader").getField("node").as("centre")));
    Dataset<Row> names = joined.groupBy("centre").agg(count(lit(1)).as("uses"));
    names =
        keep(
            names
                .join(
                    statements.select(col("node").as("centre"), col("exact_id").as("lesson_id")),
                    "centre")
                .select("centre", "lesson_id", "uses"));
    return Checkpoint.of(
        statements
            .select("node", "exact_id")
            .join(Lookup.join(joined, names, "centre"), new String[] {"node"}, "left")
            .select(col("exact_id"), coalesce(col("lesson_id"), col("exact_id")).as("lesson_id")));
  }

  /** The place of each statement in the order in which they word lessons. */
  private Dataset<Row> ranked(Dataset<Row> statements) {
    Column sample = slice(BUCKETS.apply(col("sketch")), 1, NearDuplicates.DENSITY_BANDS);
    Dataset<Row> cells =
        statements.select(col("node"), col("trajectory_count"), explode(sample).as("bucket"));
    Dataset<Row> weights =
        keep(
            cells
                .groupBy("bucket")
                .agg(sum("trajectory_count").as("weight"), count(lit(1)).as("uses"))
                .where("uses > 1"));
    Dataset<Row> crowds =
        Lookup.join(cells, weights, "bucket")
            .groupBy("node")
            .agg(sum(col("weight").minus(col("trajectory_count"))).as("others"));
    Column density =
        col("trajectory_count")
            .multiply(NearDuplicates.DENSITY_BANDS)
            .plus(coalesce(col("others"), lit(0)));
    return statements
        .join(crowds, new String[] {"node"}, "left")
        .withColumn("density", density)
        .select(col("node"), RANK.as("rank"), col("sketch"));
  }

  /** Statements and those leaders of their buckets that say the same. */
  private Dataset<Row> links(Dataset<Row> statements, Dataset<Row> ranked) {
    Dataset<Row> cells =
        ranked.select(col("node"), col("rank"), explode(BUCKETS.apply(col("sketch"))).as("bucket"));
    Dataset<Row> leaders =
        keep(
            cells
                .groupBy("bucket")
                .agg(min("rank").as("leader"), count(lit(1)).as("uses"))
                .where("uses > 1"));
    Dataset<Row> pairs =
        keep(
            Lookup.join(cells.drop("rank"), leaders, "bucket")
                .where("node <> leader.node")
                .select("node", "leader")
                .distinct());
    Dataset<Row> sketches =
        keep(
            pairs
                .groupBy(col("leader.node").as("node"))
                .agg(count(lit(1)).as("uses"))
                .join(statements, "node")
                .select(
                    col("node").as("leader_node"), col("sketch").as("leader_sketch"), col("uses")));
    Dataset<Row> compared =
        pairs
            .join(statements.select("node", "sketch"), "node")
            .withColumn("leader_node", col("leader.node"));
    return Lookup.join(compared, sketches, "leader_node")
        .where(SAYS_THE_SAME.apply(col("sketch"), col("leader_sketch")))
        .select("node", "leader");
  }

  /** The buckets of a sketch. */
  private record BucketsOf() implements UDF1<byte[], long[]> {

    @Override
    public long[] call(byte[] sketch) {
      return Sketch.of(sketch).buckets();
    }
  }

  /** Whether two sketches are of the same lesson. */
  private record SaysTheSame() implements UDF2<byte[], byte[], Boolean> {

    @Override
    public Boolean call(byte[] one, byte[] other) {
      return Sketch.of(one).saysTheSame(Sketch.of(other));
    }
  }
}
