package dev.trace2skill.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that is submitted to Spark as {@code spark-submit} does it.
 *
 * @param jar ours
 * @param folder for its log and its event log
 * @param uiPort where its user interface is
 */
record Submission(LocalSpark spark, Path jar, Path folder, int uiPort) {

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
            "spark.executor.memory", "1g",
            "spark.executor.extraJavaOptions", String.join(" ", spark.options()),
            // Before what the worker puts there: the archive of classes goes by their order.
            "spark.executor.extraClassPath", spark.classPath(),
            "spark.ui.enabled", "true",
            "spark.ui.port", Integer.toString(uiPort),
            "spark.eventLog.enabled", "true",
            "spark.eventLog.dir", events().toUri().toString(),
            "spark.eventLog.compress", "false",
            "spark.eventLog.rolling.enabled", "false")
        .forEach((key, value) -> all.addAll(List.of("--conf", key + "=" + value)));
    all.add(jar.toString());
    all.addAll(arguments);
    return Program.start(spark, folder.resolve("driver.log"), environment, all);
  }
}
