package dev.trace2skill.store;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/** Opens the Spark session that our tables need, on whatever cluster the submitter chose. */
public final class Sessions {

  /** What the tables need to be read and written right, anywhere. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension",
          "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
          // Instants in rows, in typed maps as well.
          "spark.sql.datetime.java8API.enabled", "true",
          "spark.sql.session.timeZone", "UTC",
          "spark.delta.logStore.s3a.impl", CreateOnceLogStore.class.getName(),
          "spark.delta.logStore.file.impl", CreateOnceLogStore.class.getName(),
          // A call that was paid for must not be made twice at once.
          "spark.speculation", "false");

  /** What does for most clusters; their own settings win. */
  private static final Map<String, String> CLUSTER =
      Map.of(
          // Of each table, at each read: Delta takes 50, which is for logs of millions of files.
          "spark.databricks.delta.snapshotPartitions", "4",
          // Where a disk is full tasks fail quickly, so Spark would go on sending them there.
          "spark.excludeOnFailure.enabled", "true",
          "spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "2",
          "spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "3");

  /** What makes one machine fast; a cluster's own settings win. */
  private static final Map<String, String> LOCAL =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.databricks.delta.snapshotPartitions", "1",
          "spark.sql.parquet.compression.codec", "zstd",
          // No table of ours lies there; left alone, Spark makes the folder where the user stands.
          "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse",
          // Planning again after every stage costs more on a few cores than it gains.
          "spark.sql.adaptive.enabled", "false");

  private Sessions() {}

  /**
   * What Hadoop must know to read and write, as a session would: without one, and at once.
   *
   * @param settings the conf file's {@code spark} settings
   */
  public static Configuration hadoop(Map<String, String> settings) {
    SparkConf conf = new SparkConf();
    settings.forEach(conf::setIfMissing);
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /**
   * A session, with settings in this order: ours where the tables need them, then the submitter's,
   * then the conf file's, then defaults for one machine or for a cluster.
   *
   * @param master used when the submitter named none
   * @param settings the conf file's {@code spark} settings
   */
  public static SparkSession open(String appName, String master, Map<String, String> settings) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", master);
    conf.setIfMissing("spark.app.name", appName);
    settings.forEach(conf::setIfMissing);
    if (conf.get("spark.master").startsWith("local")) {
      LOCAL.forEach(conf::setIfMissing);
      int cores = Runtime.getRuntime().availableProcessors();
      conf.setIfMissing("spark.sql.shuffle.partitions", Integer.toString(cores));
    } else {
      CLUSTER.forEach(conf::setIfMissing);
    }
    NEEDED.forEach(conf::set);
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
