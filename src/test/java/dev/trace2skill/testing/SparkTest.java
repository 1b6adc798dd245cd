package dev.trace2skill.testing;

import dev.trace2skill.store.Sessions;
import dev.trace2skill.store.Warehouse;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of the tests: small, the same for a whole JVM, and opened anew when a command
 * under test has stopped it. So nobody keeps it in a field.
 */
public final class SparkTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.shuffle.partitions", "2",
          "spark.ui.enabled", "false",
          "spark.sql.warehouse.dir", "target/spark-warehouse",
          // A few rows: planning costs more than the work.
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN");

  private SparkTest() {}

  public static SparkSession spark() {
    return Sessions.open("tests", "local[2]", SETTINGS);
  }

  /** A warehouse in a directory of the test. */
  public static Warehouse warehouse(Path directory) {
    return new Warehouse(spark(), directory.resolve("warehouse").toString());
  }
}
