package dev.trace2skill.llm.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.trace2skill.llm.About;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.FanOut;
import dev.trace2skill.store.Journal;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Holds many talks at once through everything that stands between a Spark task and a model: how
 * much of the time that the model takes is waited for in parallel, and at what price.
 *
 * @param protocol the provider, on whatever executor it is asked for
 * @param window the most calls in flight, over all tasks
 */
public record TalksBench(Protocol protocol, int talks, int calls, Duration latency, int window)
    implements Serializable {

  private static final int WORDS = 300;

  /** Finds a provider where it is needed. */
  public interface Protocol extends Supplier<LLMProvider>, Serializable {}

  /**
   * What one round took.
   *
   * @param workSeconds how long the server made all calls wait
   * @param threads the most at once in this JVM, Spark and the server included
   * @param ledgerRequests requests by the ledger
   * @param megabytes the memory of the process at the end, as the system counts it; 0 if unknown
   */
  public record Round(
      double seconds,
      double workSeconds,
      double efficiency,
      double cpuSeconds,
      int threads,
      long requests,
      long ledgerRequests,
      long megabytes) {}

  /** Runs some rounds in one session; the first one pays for loading classes and connecting. */
  public List<Round> run(SparkSession spark, String journal, int rounds) throws IOException {
    List<Round> measured = new ArrayList<>();
    // A session has started when it has done something.
    var unused = spark.range(1).collectAsList();
    try (ModelServer server = ModelServer.start(latency)) {
      for (int round = 0; round < rounds; round++) {
        measured.add(round(spark, new Journal(journal, conf(spark)), server, round));
      }
    }
    return measured;
  }

  private static SerializableConfiguration conf(SparkSession spark) {
    return new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
  }

  private Round round(SparkSession spark, Journal journal, ModelServer server, int round) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    threads.resetPeakThreadCount();
    long requestsBefore = server.requests();
    Duration waitedBefore = server.waited();
    long cpuBefore = cpuNanos();
    long started = System.nanoTime();
    long ledger = hold(spark, journal, settings(server), "round-" + round);
    double seconds = (System.nanoTime() - started) / 1e9;
    double work = server.waited().minus(waitedBefore).toNanos() / 1e9;
    return new Round(
        seconds,
        work,
        work / (window * seconds),
        (cpuNanos() - cpuBefore) / 1e9,
        threads.getPeakThreadCount(),
        server.requests() - requestsBefore,
        ledger,
        residentMegabytes());
  }

  /** Holds all talks, and counts the requests in their rows. */
  private long hold(SparkSession spark, Journal journal, LlmSettings settings, String run) {
    int tasks = Math.min(window, spark.sparkContext().defaultParallelism());
    Protocol provider = protocol;
    int questions = calls;
    MapPartitionsFunction<Long, Long> task =
        numbers -> {
          Talks open =
              Talks.open(provider.get(), settings, journal, run, "bench", settings.share(tasks));
          Iterator<Talk<String>> ended =
              FanOut.map(
                      numbers,
                      settings.share(tasks).window(),
                      number -> open.hold(about(run, number), talk(run, number, questions)))
                  .closing(open);
          long requests = 0;
          while (ended.hasNext()) {
            requests += requests(ended.next());
          }
          return List.of(requests).iterator();
        };
    return spark
        .range(0, talks, 1, tasks)
        .mapPartitions(task, Encoders.LONG())
        .collectAsList()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long requests(Talk<String> talk) {
    if (talk.ending() != Talk.Ending.DONE) {
      throw new IllegalStateException("a talk ended with " + talk.ending() + ": " + talk.detail());
    }
    return talk.calls().stream().mapToLong(LlmCall::requestCount).sum();
  }

  private LlmSettings settings(ModelServer server) {
    return new LlmSettings(
        new LLMEndpoint(
            "openai-compatible", server.baseUrl(), "bench", Secret.NONE, Duration.ofMinutes(1)),
        new Prices(1, 1, 1, 1),
        Sampling.of(500),
        window,
        LlmSettings.DEFAULT_ATTEMPTS,
        Duration.ofMinutes(30),
        null,
        new Budget(null, null, 1e6, null),
        false);
  }

  private static About about(String run, long number) {
    return new About(run + "-" + number, "bench", "bench", "bench");
  }

  private static Turn<String> talk(String run, long number, int questions) {
    String trace = "step of " + run + "-" + number + " ";
    return ask(
        List.of(LLMMessage.user(String.join("", Collections.nCopies(WORDS, trace)))), questions);
  }

  private static Turn<String> ask(List<LLMMessage> messages, int questions) {
    return new Turn.Ask<>(
        new LLMRequest("Say what went wrong.", messages, List.of(), null, Sampling.of(500)),
        reply -> {
          if (questions == 1) {
            return new Turn.Done<>(reply.text());
          }
          Stream<LLMMessage> more =
              Stream.of(LLMMessage.model(reply), LLMMessage.user("And what else?"));
          return ask(Stream.concat(messages.stream(), more).toList(), questions - 1);
        });
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static long residentMegabytes() {
    Path status = Path.of("/proc/self/status");
    try (Stream<String> lines = Files.exists(status) ? Files.lines(status) : Stream.empty()) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
