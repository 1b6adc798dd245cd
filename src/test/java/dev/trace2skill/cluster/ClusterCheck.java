package dev.trace2skill.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import dev.trace2skill.publish.BucketHome;
import dev.trace2skill.testing.Faults;
import dev.trace2skill.testing.ModelCounts;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.S3Server;
import dev.trace2skill.testing.ServedAnalyst;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole flow on a standalone cluster with its tables and its skill in a bucket, one executor
 * killed while it asks a model, gives what {@code local[2]} gives on a disk; the key of the model
 * is nowhere to be seen. Needs the jar and the jars of the launcher's Spark in {@code target},
 * which {@code jobs/trace2skill} puts there.
 */
class ClusterCheck {

  private static final String KEY = "sk-test-Zk81bQwX0pLr7TnVy3MdHcJs5GfEuA2";
  private static final int WINDOW = 8;
  private static final int WORKERS = 2;
  private static final List<String> PAGES =
      List.of(
          "/jobs/", "/stages/", "/environment/", "/executors/", "/SQL/", "/api/v1/applications");

  @TempDir private Path folder;

  private final LocalSpark spark = LocalSpark.find();
  private final Map<String, String> shown = new ConcurrentHashMap<>();

  @Test
  void sameBytesComeOutOfAClusterWhoseExecutorIsKilled() throws Exception {
    Path jar = jar();
    try (S3Server s3 = S3Server.start("desk");
        ModelServer slow = server(Duration.ofMillis(300));
        ModelServer quick = server(Duration.ZERO);
        Cluster cluster = Cluster.start(spark, folder, WORKERS)) {
      Submission far = new Submission(spark, jar, folder.resolve("far"), Cluster.freePort());
      Submission near = new Submission(spark, jar, folder.resolve("near"), Cluster.freePort());
      try (Program onCluster =
              far.start(
                  cluster.master(),
                  Map.of(
                      "DESK_KEY", KEY,
                      "AWS_ACCESS_KEY_ID", s3.settings().get("fs.s3a.access.key"),
                      "AWS_SECRET_ACCESS_KEY", s3.settings().get("fs.s3a.secret.key")),
                  evolve(
                      "far", "s3a://desk/warehouse", "s3a://desk/skills/service-desk", slow, s3));
          Program onOneMachine =
              near.start(
                  "local[2]",
                  Map.of("DESK_KEY", KEY),
                  evolve("near", folder + "/warehouse", folder + "/service-desk", quick, s3))) {
        Map<String, Long> pids = killOneOf(cluster, onCluster, slow, far);

        assertThat(onCluster.await()).as(onCluster::log).isZero();
        assertThat(onOneMachine.await()).as(onOneMachine::log).isZero();
        System.out.print(onCluster.log());
        EventLog events = EventLog.in(far.events());
        events
            .tasks()
            .forEach(
                (executor, tasks) ->
                    System.out.printf(
                        "executor %s, process %s: %d tasks%n",
                        executor, pids.getOrDefault(executor, 0L), tasks));
        System.out.printf("%d tasks were lost with the executor that was killed%n", events.lost());
        assertThat(events.lost()).isPositive();
        assertThat(events.tasks()).hasSizeGreaterThan(WORKERS);

        paidOnce(slow.counts(), quick.counts());
        sameBytes(s3);
        keyIsNowhere();
      }
    }
  }

  /** Waits until the model is being asked, looks at Spark's pages, and kills an executor. */
  private Map<String, Long> killOneOf(
      Cluster cluster, Program driver, ModelServer model, Submission submission)
      throws InterruptedException {
    Patience.until(
        "the model is asked", () -> model.counts().received() > 3 * WINDOW || !driver.isRunning());
    assertThat(driver.isRunning()).as(driver::log).isTrue();
    Map<String, Long> pids = pids(cluster);
    assertThat(pids).as("executors").hasSize(WORKERS);
    ProcessHandle victim = cluster.executors().values().iterator().next();
    assertThat(victim.destroyForcibly()).isTrue();
    System.out.printf("executors %s; killed process %d%n", pids, victim.pid());
    for (String page : PAGES) {
      shown.put(page, read("http://127.0.0.1:" + submission.uiPort() + page));
    }
    Patience.until("there is an executor in its place", () -> pids(cluster).size() == WORKERS);
    pids.putAll(pids(cluster));
    return pids;
  }

  private static Map<String, Long> pids(Cluster cluster) {
    return cluster.executors().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().pid(), (a, b) -> a, TreeMap::new));
  }

  /** What was in flight on the executor that was killed may be asked again, and nothing else. */
  private static void paidOnce(ModelCounts cluster, ModelCounts local) {
    System.out.printf(
        "the model answered %d requests, %d of them again; in local[2] %d%n",
        cluster.answered() + cluster.lost(), cluster.billedTwice(), local.answered());
    assertThat(cluster.billed()).hasSameSizeAs(local.billed());
    assertThat(cluster.billedTwice()).isLessThanOrEqualTo(WINDOW / WORKERS);
    assertThat(local.billedTwice()).isZero();
  }

  private void sameBytes(S3Server s3) throws IOException {
    Configuration conf = new Configuration();
    s3.settings().forEach(conf::set);
    Map<String, List<String>> texts = new TableTexts("s3a://desk/warehouse", conf).all();

    assertThat(texts.get("skill_lines")).isNotEmpty();
    assertThat(texts).isEqualTo(new TableTexts(folder + "/warehouse", conf).all());
    Optional<Skill> skill =
        BucketHome.of("s3a://desk/skills/service-desk", conf, Clock.systemUTC(), notice -> {})
            .read();
    String published = Files.readString(folder.resolve("service-desk/SKILL.md"));
    assertThat(skill.orElseThrow().files())
        .anySatisfy(file -> assertThat(file.content()).isEqualTo(published));
    System.out.printf(
        "the same bytes in %d tables (%d rows) and in SKILL.md (%d characters)%n",
        texts.size(), texts.values().stream().mapToInt(List::size).sum(), published.length());
    FileSystem.get(URI.create("s3a://desk"), conf).close();
  }

  /** In Spark's pages, event logs and logs, and in what executors leave on their disks. */
  private void keyIsNowhere() throws IOException {
    assertThat(shown).containsOnlyKeys(PAGES);
    assertThat(shown.get("/environment/")).contains("spark.eventLog.dir");
    assertThat(shown.values()).noneMatch(page -> page.contains(KEY));
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).anyMatch(file -> file.toString().contains("/events/"));
      assertThat(files).anyMatch(file -> file.endsWith("stderr"));
      assertThat(files).noneMatch(ClusterCheck::holdsKey);
    }
  }

  private static boolean holdsKey(Path file) {
    try {
      return Files.readString(file, ISO_8859_1).contains(KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String url) {
    try (var in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelServer server(Duration latency) {
    ServedAnalyst analyst = new ServedAnalyst();
    return ModelServer.start(
        0, asked -> analyst.apply(asked), Faults.NONE.withLatency(latency, 0.5));
  }

  private List<String> evolve(
      String name, String warehouse, String skill, ModelServer model, S3Server s3)
      throws IOException {
    Path conf = Files.createDirectories(folder.resolve(name)).resolve("conf.yaml");
    Files.writeString(
        conf,
        """
        warehouse: %s
        skill: {path: "%s", description: Handles service desk requests.}
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
            .formatted(warehouse, skill, model.baseUrl(), WINDOW, s3.endpoint()));
    return List.of("evolve", "--conf", conf.toString());
  }

  private static Path jar() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("target"))) {
      return all.filter(file -> file.getFileName().toString().matches("trace2skill-[0-9.]+\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar in target: build it first"))
          .toAbsolutePath();
    }
  }
}
