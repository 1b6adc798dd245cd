package dev.trace2skill.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program that is submitted to Spark as {@code spark-submit} does it.
 *
 * @param sparkHome has Spark's jars in {@code jars}
 * @param jar ours
 * @param folder for its log and its event log
 * @param uiPort where its user interface is
 */
record Submission(Path sparkHome, Path jar, Path folder, int uiPort) {

  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC " + Program.QUIET;

  /** Where its event log lies. */
  Path events() {
    return folder.resolve("events");
  }

  /** Starts it, with the driver in the new process. */
  Program start(String master, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Files.createDirectories(events());
    List<String> all = new ArrayList<>(List.of("-Xmx1g", "org.apache.spark.deploy.SparkSubmit"));
    all.addAll(List.of("--master", master, "--class", "dev.trace2skill.cli.Main"));
    Map.of(
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.executor.memory", "1g",
            "spark.executor.extraJavaOptions", QUICK,
            "spark.ui.enabled", "true",
            "spark.ui.port", Integer.toString(uiPort),
            "spark.eventLog.enabled", "true",
            "spark.eventLog.dir", events().toUri().toString(),
            "spark.eventLog.compress", "false",
            "spark.eventLog.rolling.enabled", "false")
        .forEach((key, value) -> all.addAll(List.of("--conf", key + "=" + value)));
    all.add(jar.toString());
    all.addAll(arguments);
    return Program.start(
        folder.resolve("driver.log"),
        plus(environment, Map.of("SPARK_HOME", sparkHome.toString(), "SPARK_SCALA_VERSION", "2.13")),
        sparkHome + "/jars/*",
        all);
  }

  private static Map<String, String> plus(Map<String, String> some, Map<String, String> more) {
    Map<String, String> both = new HashMap<>(some);
    both.putAll(more);
    return both;
  }
}
