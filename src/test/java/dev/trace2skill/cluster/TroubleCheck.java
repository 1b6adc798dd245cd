package dev.trace2skill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.testing.ModelCounts;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What befalls a cluster while the flow runs on it, with tables in a bucket: executors and drivers
 * that die in every step, a full disk, a slow executor, a store that asks to slow down. Each run
 * ends with the tables of one that was left in peace, and no answer is paid for twice but those
 * that were under way. Takes a quarter of an hour; needs what {@link ClusterCheck} needs.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TroubleCheck {

  private static final List<String> STEPS = List.of("ingest", "judge", "analyze", "consolidate");
  private static final Duration LATENCY = Duration.ofMillis(300);

  /** Where the first worker's executors keep what they shuffle; so small that it can be filled. */
  private static final int DISK_MEGABYTES = 64;

  @TempDir private static Path folder;

  private final LocalSpark spark = LocalSpark.find();
  private Path disk;
  private S3Server s3;
  private Cluster cluster;
  private Map<String, List<String>> inPeace;

  @BeforeAll
  void aRunInPeace() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    boolean isSmall = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "none");
    s3 = S3Server.start("desk");
    cluster =
        Cluster.start(
            spark,
            folder,
            List.of(isSmall ? Map.of("SPARK_LOCAL_DIRS", disk.toString()) : Map.of(), Map.of()));
    if (!isSmall) {
      disk = null;
    }
    try (ModelServer model = Flow.model(LATENCY);
        Running run = new Running("peace", Map.of(), model)) {
      run.endsWell();
    }
    inPeace = tables("peace");
    assertThat(inPeace.get("skill_lines")).isNotEmpty();
  }

  @AfterAll
  void stop() throws Exception {
    cluster.close();
    s3.close();
    if (disk != null) {
      var unused = run("umount");
    }
  }

  @Test
  void anExecutorDiesInEveryStep() throws Exception {
    try (ModelServer model = Flow.model(LATENCY);
        Running run = new Running("executors", Map.of(), model)) {
      for (String step : STEPS) {
        ProcessHandle victim = run.busyIn(step);
        assertThat(victim.destroyForcibly()).isTrue();
        System.out.printf("executor killed in %s: process %d%n", step, victim.pid());
        Patience.until("there is another", () -> cluster.executors().size() == 2);
      }
      run.endsWell();
      int lost = EventLog.in(run.submission.events()).lost();
      System.out.printf("%d tasks were lost%n", lost);
      assertThat(lost).isPositive();
      paidOnce(model, Flow.WINDOW / 2);
    }
    assertThat(tables("executors")).isEqualTo(inPeace);
  }

  @Test
  void theDriverDiesInEveryStepAndIsSubmittedAgain() throws Exception {
    try (ModelServer model = Flow.model(LATENCY)) {
      for (String step : STEPS) {
        try (Running run = new Running("drivers", Map.of(), model)) {
          run.reaches(step);
          run.driver.close();
          System.out.printf("driver killed in %s%n", step);
        }
      }
      try (Running run = new Running("drivers", Map.of(), model)) {
        run.endsWell();
      }
      paidOnce(model, Flow.WINDOW);
    }
    assertThat(tables("drivers")).isEqualTo(inPeace);
  }

  @Test
  void anExecutorIsSlow() throws Exception {
    try (ModelServer model = Flow.model(LATENCY);
        Running run = new Running("slow", Map.of(), model)) {
      run.reaches("analyze");
      ProcessHandle slow = cluster.executors().values().iterator().next();
      while (run.driver.isRunning() && slow.isAlive()) {
        signal("STOP", slow);
        Thread.sleep(900);
        signal("CONT", slow);
        Thread.sleep(100);
      }
      run.endsWell();
      paidOnce(model, 0);
    }
    assertThat(tables("slow")).isEqualTo(inPeace);
  }

  @Test
  void theDiskOfAWorkerIsFull() throws Exception {
    assumeTrue(disk != null, "skipped: a small disk cannot be mounted here");
    Path ballast = disk.resolve("ballast");
    try (ModelServer model = Flow.model(LATENCY);
        Running run = new Running("disk", Map.of(), model)) {
      run.reaches("analyze");
      var unused =
          new ProcessBuilder("dd", "if=/dev/zero", "of=" + ballast, "bs=1M")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      assertThat(Files.getFileStore(disk).getUsableSpace()).isZero();
      run.endsWell();
      paidOnce(model, 0);
    } finally {
      Files.deleteIfExists(ballast);
    }
    assertThat(tables("disk")).isEqualTo(inPeace);
  }

  @Test
  void theStoreAsksToSlowDown() throws Exception {
    long before = s3.throttled();
    try (ModelServer model = Flow.model(LATENCY);
        Running run = new Running("throttled", Map.of(), model)) {
      run.reaches("ingest");
      s3.throttle(0.1);
      run.endsWell();
      paidOnce(model, 0);
    } finally {
      s3.throttle(0);
    }
    System.out.printf("%d requests were answered with 503%n", s3.throttled() - before);
    assertThat(s3.throttled()).isGreaterThan(before);
    assertThat(tables("throttled")).isEqualTo(inPeace);
  }

  @Test
  void theStoreAsksToSlowDownForever() throws Exception {
    try (ModelServer model = Flow.model(LATENCY);
        Running run =
            new Running(
                "refused", Map.of("spark.hadoop.fs.s3a.retry.throttle.limit", "2"), model)) {
      run.reaches("analyze");
      s3.throttle(1);
      assertThat(run.driver.await()).as(run.driver::log).isEqualTo(2);
      assertThat(run.driver.log().lines())
          .last()
          .asString()
          .contains("s3a://desk")
          .contains("asks to slow down");
    } finally {
      s3.throttle(0);
    }
  }

  /** What was under way when something died may be paid for again, and nothing else. */
  private static void paidOnce(ModelServer model, int underWay) {
    ModelCounts counts = model.counts();
    System.out.printf(
        "the model answered %d requests, %d of them again%n",
        counts.answered() + counts.lost(), counts.billedTwice());
    assertThat(counts.billedTwice()).isLessThanOrEqualTo(underWay);
  }

  private Map<String, List<String>> tables(String name) throws IOException {
    Configuration conf = new Configuration();
    s3.settings().forEach(conf::set);
    return new TableTexts("s3a://desk/" + name + "/warehouse", conf).all();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    var unused =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Runs a program with the small disk as its last argument. */
  private boolean run(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    words.add(disk.toString());
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
  }

  /** A driver. */
  private final class Running implements AutoCloseable {

    private final String name;
    private final Submission submission;
    private final Program driver;
    private final long started = System.nanoTime();

    Running(String name, Map<String, String> settings, ModelServer model) throws IOException {
      Flow flow = new Flow(folder, s3);
      this.name = name;
      submission =
          new Submission(
              spark, Flow.jar(), Files.createTempDirectory(folder, name), Cluster.freePort());
      driver =
          submission.start(
              cluster.master(), flow.keys(), flow.evolve("s3a://desk/" + name, model, settings));
    }

    void reaches(String step) throws InterruptedException {
      Patience.until(
          "it runs " + step, () -> submission.step().equals(step) || !driver.isRunning());
      assertThat(driver.isRunning()).as(driver::log).isTrue();
    }

    /** An executor that has a task of a step. */
    ProcessHandle busyIn(String step) throws InterruptedException {
      AtomicReference<ProcessHandle> found = new AtomicReference<>();
      Patience.until(
          "an executor is busy with " + step,
          () -> {
            if (submission.step().equals(step)) {
              Set<String> busy = submission.busy();
              cluster.executors().entrySet().stream()
                  .filter(executor -> busy.contains(executor.getKey()))
                  .forEach(executor -> found.set(executor.getValue()));
            }
            return found.get() != null || !driver.isRunning();
          });
      assertThat(found.get()).as(driver::log).isNotNull();
      return found.get();
    }

    void endsWell() throws InterruptedException {
      assertThat(driver.await()).as(driver::log).isZero();
      System.out.printf(
          "%s: %d s%n", name, Duration.ofNanos(System.nanoTime() - started).toSeconds());
      System.out.print(driver.log());
    }

    @Override
    public void close() {
      driver.close();
    }
  }
}
