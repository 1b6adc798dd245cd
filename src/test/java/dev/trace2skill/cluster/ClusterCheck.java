package dev.trace2skill.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import dev.trace2skill.publish.BucketHome;
import dev.trace2skill.testing.ModelCounts;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.S3Server;
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
 * killed while it asks a model, gives what {@code local[2]} gives on a disk; the keys of the model
 * and the bucket are nowhere to be seen. Needs the jar and the jars of the launcher's Spark in
 * {@code target}, which {@code jobs/trace2skill} puts there.
 */
class ClusterCheck {

  private static final int WORKERS = 2;
  private static final List<String> PAGES =
      List.of(
          "/jobs/", "/stages/", "/environment/", "/executors/", "/SQL/", "/api/v1/applications");

  @TempDir private Path folder;

  private final LocalSpark spark = LocalSpark.find();
  private final Map<String, String> shown = new ConcurrentHashMap<>();

  @Test
  void sameBytesComeOutOfAClusterWhoseExecutorIsKilled() throws Exception {
    Path jar = Flow.jar();
    try (S3Server s3 = S3Server.start("desk");
        ModelServer slow = Flow.model(Duration.ofMillis(300));
        ModelServer quick = Flow.model(Duration.ZERO);
        Cluster cluster = Cluster.start(spark, folder, List.of(Map.of(), Map.of()))) {
      Flow flow = new Flow(folder, s3);
      Submission far = new Submission(spark, jar, folder.resolve("far"), Cluster.freePort());
      Submission near = new Submission(spark, jar, folder.resolve("near"), Cluster.freePort());
      try (Program onCluster =
              far.start(cluster.master(), flow.keys(), flow.evolve("s3a://desk", slow, Map.of()));
          Program onOneMachine =
              near.start(
                  "local[2]",
                  Map.of("DESK_KEY", Flow.KEY),
                  flow.evolve(folder.toString(), quick, Map.of()))) {
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
        "the model is asked",
        () -> model.counts().received() > 3 * Flow.WINDOW || !driver.isRunning());
    assertThat(driver.isRunning()).as(driver::log).isTrue();
    Map<String, Long> pids = pids(cluster);
    assertThat(pids).as("executors").hasSize(WORKERS);
    assertThat(Cluster.commandLines())
        .anyMatch(line -> line.contains("--executor-id"))
        .noneMatch(ClusterCheck::tellsKey);
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
    assertThat(cluster.billedTwice()).isLessThanOrEqualTo(Flow.WINDOW / WORKERS);
    assertThat(local.billedTwice()).isZero();
  }

  private void sameBytes(S3Server s3) throws IOException {
    Configuration conf = new Configuration();
    s3.settings().forEach(conf::set);
    Map<String, List<String>> texts = new TableTexts("s3a://desk/warehouse", conf).all();

    assertThat(texts.get("skill_lines")).isNotEmpty();
    assertThat(texts).isEqualTo(new TableTexts(folder + "/warehouse", conf).all());
    Optional<Skill> skill =
        BucketHome.of("s3a://desk/service-desk", conf, Clock.systemUTC(), notice -> {}).read();
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
    assertThat(shown.values()).noneMatch(ClusterCheck::tellsKey);
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).anyMatch(file -> file.toString().contains("/events/"));
      assertThat(files).anyMatch(file -> file.endsWith("stderr"));
      assertThat(files).noneMatch(ClusterCheck::holdsKey);
    }
  }

  private static boolean tellsKey(String text) {
    return text.contains(Flow.KEY) || text.contains(S3Server.SECRET);
  }

  private static boolean holdsKey(Path file) {
    try {
      return tellsKey(Files.readString(file, ISO_8859_1));
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
}
