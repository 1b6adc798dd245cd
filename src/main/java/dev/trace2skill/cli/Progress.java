package dev.trace2skill.cli;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import dev.trace2skill.ingest.IngestCounts;
import dev.trace2skill.rollout.RolloutStage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import scala.collection.Seq;

/**
 * Shows how far a step of the flow is: Spark tasks done and known so far, their rate and the time.
 * A terminal gets one line that moves; anything else gets one line when the step ends.
 */
final class Progress implements AutoCloseable {

  private static final long REFRESH_MILLIS = 250;

  /** Empties the terminal's line. */
  private static final String CLEAR = "\r\u001b[K";

  /** By it Spark's pages sort what a session does. */
  private static final String GROUP = "spark.jobGroup.id";

  private final SparkSession spark;
  private final PrintWriter err;
  private final boolean terminal;
  private final AtomicLong known = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          r -> {
            Thread thread = new Thread(r, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Long, Long> runs = new ConcurrentHashMap<>();
  private volatile long runsToMake;
  private boolean severalWaves;
  private volatile String step = "";
  private volatile long startedNanos = System.nanoTime();

  /** A step that gives a result. */
  interface Step<T, E extends Exception> {
    T run() throws E;
  }

  /** The launcher knows whether standard error is a terminal, and sets the variable. */
  Progress(SparkSession spark, PrintWriter err) {
    this.spark = spark;
    this.err = err;
    this.terminal = "1".equals(System.getenv("TRACE2SKILL_TERMINAL"));
    spark.sparkContext().addSparkListener(new Counter());
    if (terminal) {
      var unused =
          ticker.scheduleAtFixedRate(
              this::show, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Runs a step under its name. Of a step that fails no line stays: the problem has its own. */
  <T, E extends Exception> T step(String name, Step<T, E> work) throws E {
    known.set(0);
    done.set(0);
    runs.clear();
    runsToMake = 0;
    startedNanos = System.nanoTime();
    step = name;
    spark.sparkContext().setLocalProperty(GROUP, name);
    String last = "";
    try {
      T result = work.run();
      last = line(name) + System.lineSeparator();
      return result;
    } finally {
      step = "";
      spark.sparkContext().setLocalProperty(GROUP, null);
      err.print((terminal ? CLEAR : "") + last);
      err.flush();
    }
  }

  /** A line for each wave of an ingest, when there are several. */
  void stored(long doneBytes, long totalBytes, IngestCounts soFar) {
    if (doneBytes < totalBytes || severalWaves) {
      severalWaves = true;
      err.printf(
          Locale.ROOT,
          "%sstored %,d of %,d MB: %,d new trajectories, %,d rejects%n",
          terminal ? CLEAR : "",
          doneBytes >> 20,
          totalBytes >> 20,
          soFar.trajectories(),
          soFar.total().rejects());
      err.flush();
    }
  }

  /** Counts runs of agents from now on, which take longer than Spark's own tasks tell. */
  void begins(long left, long ordered) {
    runsToMake = left;
    startedNanos = System.nanoTime();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  private void show() {
    String now = step;
    if (!now.isEmpty()) {
      err.print(CLEAR + line(now));
      err.flush();
    }
  }

  private String line(String name) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    if (runsToMake > 0) {
      return runs(name, elapsed, seconds);
    }
    return String.format(
        Locale.ROOT,
        "%-12s %d/%d tasks  %.1f/s  %d:%02d",
        name,
        done.get(),
        Math.max(known.get(), done.get()),
        done.get() / seconds,
        elapsed.toMinutes(),
        elapsed.toSecondsPart());
  }

  private String runs(String name, Duration elapsed, double seconds) {
    long made = runs.values().stream().mapToLong(Long::longValue).sum();
    double rate = made / seconds;
    Duration left =
        made == 0 ? Duration.ZERO : Duration.ofSeconds((long) ((runsToMake - made) / rate));
    return String.format(
        Locale.ROOT,
        "%-12s %d/%d runs  %.1f/s  %d:%02d%s",
        name,
        made,
        runsToMake,
        rate,
        elapsed.toMinutes(),
        elapsed.toSecondsPart(),
        made == 0 || left.isZero() || left.isNegative()
            ? ""
            : String.format(
                Locale.ROOT, ", about %d:%02d left", left.toMinutes(), left.toSecondsPart()));
  }

  /** Counts the tasks of stages as Spark submits and ends them. */
  private final class Counter extends SparkListener {

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
      known.addAndGet(event.stageInfo().numTasks());
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
      asJava(event.accumUpdates()).forEach(task -> runsOf((Long) task._1(), task._4()));
    }

    /** Runs that have come to their end in a task, which may still be under way. */
    private void runsOf(long task, Seq<AccumulableInfo> counts) {
      for (AccumulableInfo count : asJava(counts)) {
        if (count.name().contains(RolloutStage.FINISHED) && count.update().isDefined()) {
          runs.put(task, ((Number) count.update().get()).longValue());
        }
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
      runsOf(event.taskInfo().taskId(), event.taskInfo().accumulables().toSeq());
      if (event.taskInfo().successful()) {
        done.incrementAndGet();
      }
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted event) {
      // Tasks of a failed stage are submitted anew and counted then.
      if (event.stageInfo().failureReason().isDefined()) {
        known.addAndGet(-event.stageInfo().numTasks());
      }
    }
  }
}
