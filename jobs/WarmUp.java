import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;

import io.delta.tables.DeltaTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Does once what every command does, so that the classes it loads can be archived. It runs from this
 * source: were it in our jar, the archive would be void after every build. No lambdas in tasks: an
 * executor cannot find a class that exists in memory only.
 */
final class WarmUp {

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "id STRING NOT NULL, at TIMESTAMP, n BIGINT, steps ARRAY<STRUCT<a: STRING, b: INT>>");

  public static void main(String[] args) throws Exception {
    String table = args[0];
    try (SparkSession spark =
        SparkSession.builder()
            .appName("warm-up")
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.databricks.delta.snapshotPartitions", 2)
            .config("spark.sql.datetime.java8API.enabled", true)
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.warehouse.dir", table + "-warehouse")
            .getOrCreate()) {
      Path lines = Files.writeString(Path.of(table + ".jsonl"), "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
      Dataset<Row> rows =
          spark.createDataFrame(
              List.of(RowFactory.create("a", null, 1L, List.of(RowFactory.create("x", 1)))),
              SCHEMA);
      rows.write().format("delta").mode("append").save(table);
      spark.read().textFile(lines.toString()).count();
      Dataset<Row> stored = spark.read().format("delta").load(table);
      spark
          .read()
          .json(lines.toString())
          .join(stored, new String[] {"id"}, "left_anti")
          .collectAsList();
      stored
          .select(col("id"), posexplode(col("steps")).as(new String[] {"position", "step"}))
          .groupBy("id")
          .agg(collect_list(struct("position", "step")).as("steps"))
          .collectAsList();
      stored.createOrReplaceTempView("t");
      spark.sql("SELECT id, count(*) c FROM t GROUP BY id ORDER BY c DESC LIMIT 5").collectAsList();
      DeltaTable.forPath(spark, table)
          .as("t")
          .merge(rows.as("u"), "t.id = u.id")
          .whenMatched()
          .updateAll()
          .whenNotMatched()
          .insertAll()
          .execute();
    }
  }
}
