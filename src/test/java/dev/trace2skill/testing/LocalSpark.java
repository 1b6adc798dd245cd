package dev.trace2skill.testing;

import dev.trace2skill.store.Sessions;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** One small Spark session for all tests of a JVM. */
public final class LocalSpark {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.sql.shuffle.partitions", "2",
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN");

  private LocalSpark() {}

  public static SparkSession session() {
    return Sessions.open("test", "local[2]", SETTINGS);
  }
}
