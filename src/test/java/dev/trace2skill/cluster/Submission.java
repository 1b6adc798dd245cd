package dev.trace2skill.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program that is submitted to Spark as {@code spark-submit} does it.
 *
 * @param jar ours
 * @param folder for its log and its event log
 * @param uiPort where its user interface is
 */
record Submission(LocalSpark spark, Path jar, Path folder, int uiPort) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where its event log lies. */
  Path events() {
    return folder.resolve("events");
  }

  /** The step of the flow whose tasks run at this moment; empty when there is none. */
  String step() {
    for (JsonNode job : asked("jobs?status=running")) {
      if (job.path("numActiveTasks").asInt() > 0) {
        return job.path("jobGroup").asText();
      }
    }
    return "";
  }

  /** The executors that have a task at this moment, by the number that the driver knows each by. */
  Set<String> busy() {
    Set<String> busy = new TreeSet<>();
    for (JsonNode executor : asked("executors")) {
      if (executor.path("activeTasks").asInt() > 0) {
        busy.add(executor.path("id").asText());
      }
    }
    return busy;
  }

  /** What its pages tell programs; nothing before it has pages, and when it has none any more. */
  private JsonNode asked(String what) {
    try {
      String api = "http://127.0.0.1:" + uiPort + "/api/v1/applications";
      String id = read(api).path(0).path("id").asText();
      return read(api + "/" + id + "/" + what);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  static JsonNode read(String url) throws IOException {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return JSON.readTree(in);
    }
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
