package dev.trace2skill.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.testing.S3Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two drivers, each a process of its own, ingest into one warehouse in a bucket at the same time,
 * again and again; half of what one reads the other reads too. {@code -Drounds=20} makes it long.
 */
class TwoDriversCheck {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int OWN = 3;
  private static final int SHARED = 3;

  @TempDir private Path folder;

  @Test
  void noRowIsLostAndNoneIsThereTwice() throws Exception {
    try (S3Server s3 = S3Server.start("race");
        Driver one = new Driver(s3, "s3a://race/warehouse");
        Driver two = new Driver(s3, "s3a://race/warehouse")) {
      long stored = 0;
      for (int round = 0; round < ROUNDS; round++) {
        one.order(traces(round, "one"));
        two.order(traces(round, "two"));
        long first = one.stored();
        long second = two.stored();
        System.out.printf("round %d: %d and %d new trajectories%n", round, first, second);
        stored += first + second;
      }

      Configuration conf = new Configuration();
      s3.settings().forEach(conf::set);
      TableTexts tables = new TableTexts("s3a://race/warehouse", conf);
      List<String> trajectories = tables.rows("trajectories");
      List<String> files = tables.rows("ingested_files");
      System.out.printf(
          "%d rounds: %d trajectories, %d files, %d commits lost a race and were made anew%n",
          ROUNDS, trajectories.size(), files.size(), one.conflicts() + two.conflicts());
      assertThat(trajectories).hasSize(ROUNDS * (2 * OWN + SHARED)).doesNotHaveDuplicates();
      assertThat(stored).isEqualTo(trajectories.size());
      assertThat(files).hasSize(ROUNDS * (2 * OWN + SHARED)).doesNotHaveDuplicates();
      assertThat(new HashSet<>(tables.rows("tasks"))).hasSameSizeAs(tables.rows("tasks"));
    }
  }

  /** A folder of files; some of them are the same for both drivers. */
  private Path traces(int round, String driver) throws IOException {
    Path traces = Files.createDirectories(folder.resolve(round + "/" + driver));
    Path shared = Files.createDirectories(folder.resolve(round + "/shared"));
    for (int file = 0; file < OWN; file++) {
      write(traces.resolve(file + ".jsonl"), "%d %s %d".formatted(round, driver, file));
    }
    for (int file = 0; file < SHARED; file++) {
      Path both = shared.resolve(file + ".jsonl");
      if (!Files.exists(both)) {
        write(both, "%d both %d".formatted(round, file));
      }
    }
    return traces;
  }

  private static void write(Path file, String request) throws IOException {
    Files.writeString(
        file,
        "{\"outcome\":\"success\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},"
                .formatted(request)
            + "{\"role\":\"assistant\",\"content\":\"Done.\"}]}\n");
  }

  /** A process and the talk with it. */
  private static final class Driver implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final Path errors;

    Driver(S3Server s3, String warehouse) throws IOException {
      errors = Files.createTempFile("racing-driver", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m"));
      command.add(
          "-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toAbsolutePath());
      s3.settings().forEach((key, value) -> command.add("-Dspark.hadoop." + key + "=" + value));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(RacingDriver.class.getName(), warehouse));
      process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      orders = new PrintWriter(process.getOutputStream(), true, UTF_8);
      assertThat(answers.readLine()).as(this::log).isEqualTo("ready");
    }

    void order(Path traces) {
      orders.println(traces + "\t" + traces.resolveSibling("shared"));
    }

    long stored() throws IOException {
      String answer = answers.readLine();
      assertThat(answer).as(this::log).startsWith("stored ");
      return Long.parseLong(answer.substring("stored ".length()));
    }

    long conflicts() {
      return log().lines().filter(line -> line.contains("another driver wrote")).count();
    }

    private String log() {
      try (Stream<String> lines = Files.lines(errors)) {
        return String.join("\n", lines.toList());
      } catch (IOException e) {
        return e.toString();
      }
    }

    @Override
    public void close() throws IOException {
      var unused = process.destroyForcibly();
      Files.deleteIfExists(errors);
    }
  }
}
