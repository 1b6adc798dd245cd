package dev.trace2skill.cluster;

import dev.trace2skill.testing.Faults;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.S3Server;
import dev.trace2skill.testing.ServedAnalyst;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the checks submit: an {@code evolve} over simulated service desk runs, with an analyst that
 * asks a model.
 *
 * @param folder for confs
 * @param s3 has a bucket {@code desk}
 */
record Flow(Path folder, S3Server s3) {

  /** The model's key. */
  static final String KEY = "sk-test-Zk81bQwX0pLr7TnVy3MdHcJs5GfEuA2";

  /** Calls in flight. */
  static final int WINDOW = 8;

  /** A model that takes its time. */
  static ModelServer model(Duration latency) {
    ServedAnalyst analyst = new ServedAnalyst();
    return ModelServer.start(
        0, asked -> analyst.apply(asked), Faults.NONE.withLatency(latency, 0.5));
  }

  /** The keys that a driver on a cluster needs. */
  Map<String, String> keys() {
    return Map.of(
        "DESK_KEY", KEY,
        "AWS_ACCESS_KEY_ID", s3.settings().get("fs.s3a.access.key"),
        "AWS_SECRET_ACCESS_KEY", s3.settings().get("fs.s3a.secret.key"));
  }

  /**
   * The arguments of a run that has a conf of its own; the warehouse and the skill lie in a place.
   */
  List<String> evolve(String place, ModelServer model, Map<String, String> spark)
      throws IOException {
    Path conf = Files.createTempDirectory(folder, "conf").resolve("conf.yaml");
    StringBuilder settings = new StringBuilder();
    spark.forEach((key, value) -> settings.append("%s: \"%s\"%n".formatted(key, value)));
    Files.writeString(
        conf,
        """
        warehouse: %s/warehouse
        skill: {path: "%s/service-desk", description: Handles service desk requests.}
        evidence: [{simulate: {seed: 7, tasks: 12, trials: 4}}]
        analysts: [error]
        llm: {provider: vllm, model: analyst-model, base-url: "%s", api-key-env: DESK_KEY, window: %d}
        publish: {gate: "off"}
        spark:
          settings:
            spark.sql.shuffle.partitions: "2"
            spark.default.parallelism: "2"
            spark.databricks.delta.snapshotPartitions: "2"
            spark.sql.adaptive.enabled: "false"
            spark.sql.codegen.wholeStage: "false"
            spark.sql.codegen.factoryMode: NO_CODEGEN
            spark.hadoop.fs.s3a.endpoint: %s
            spark.hadoop.fs.s3a.endpoint.region: us-east-1
            spark.hadoop.fs.s3a.path.style.access: "true"
        """
                .formatted(place, place, model.baseUrl(), WINDOW, s3.endpoint())
            + settings.toString().indent(4));
    return List.of("evolve", "--conf", conf.toString());
  }

  /** Our jar. */
  static Path jar() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("target"))) {
      return all.filter(file -> file.getFileName().toString().matches("trace2skill-[0-9.]+\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar in target: build it first"))
          .toAbsolutePath();
    }
  }
}
