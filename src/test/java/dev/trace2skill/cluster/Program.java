package dev.trace2skill.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, on Spark's class path. */
final class Program implements AutoCloseable {

  private static final long LONGEST_MINUTES = 10;

  /** Spark's log says no more than ours does. */
  static final String QUIET =
      "-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toAbsolutePath();

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param log gets all that it prints
   * @param environment what it has beside a bare environment
   */
  static Program start(
      LocalSpark spark, Path log, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(spark.options());
    command.addAll(List.of("-cp", spark.classPath()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(log.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(spark.environment());
    builder.environment().putAll(environment);
    return new Program(builder.start(), log);
  }

  /** Waits for its end and gives its exit code. */
  int await() throws InterruptedException {
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException("does not end: " + log());
    }
    return process.exitValue();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Its processes, down from the one that was started. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** What it printed so far. */
  String log() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends it at once, as a power cut would. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var unused = process.destroyForcibly();
  }
}
