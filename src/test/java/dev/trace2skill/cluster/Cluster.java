package dev.trace2skill.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A standalone cluster on this machine's loopback: a master and workers of one core each. */
final class Cluster implements AutoCloseable {

  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final LocalSpark spark;
  private final Path folder;
  private final int port = freePort();
  private final int webPort = freePort();
  private final List<Program> daemons = new ArrayList<>();

  private Cluster(LocalSpark spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * Starts a cluster and waits until its workers are there.
   *
   * @param folder for logs, and for what executors write
   * @param workers what each of them has in its environment
   */
  static Cluster start(LocalSpark spark, Path folder, List<Map<String, String>> workers)
      throws Exception {
    Cluster cluster = new Cluster(spark, folder);
    cluster.daemon(
        "master",
        Map.of(),
        List.of(
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(cluster.port),
            "--webui-port",
            Integer.toString(cluster.webPort)));
    // Before any worker takes a port of its own: it could be the master's.
    Patience.until("the master is there", () -> cluster.aliveWorkers() == 0);
    for (int worker = 0; worker < workers.size(); worker++) {
      cluster.daemon(
          "worker-" + worker,
          workers.get(worker),
          List.of(
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              "127.0.0.1",
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "2g",
              "--work-dir",
              folder.resolve("work-" + worker).toString(),
              cluster.master()));
    }
    Patience.until("the workers are there", () -> cluster.aliveWorkers() == workers.size());
    return cluster;
  }

  private void daemon(String name, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("-Xmx256m"));
    all.addAll(arguments);
    daemons.add(Program.start(spark, folder.resolve(name + ".log"), environment, all));
  }

  /** The address that drivers are given. */
  String master() {
    return "spark://127.0.0.1:" + port;
  }

  /** Below 0 as long as nobody answers. */
  private int aliveWorkers() {
    try {
      return Submission.read("http://127.0.0.1:" + webPort + "/json/").path("aliveworkers").asInt();
    } catch (IOException e) {
      return -1;
    }
  }

  /** The executors that run, by the number that the driver knows each by. */
  Map<String, ProcessHandle> executors() {
    Map<String, ProcessHandle> executors = new TreeMap<>();
    for (Program daemon : daemons) {
      for (ProcessHandle process : daemon.descendants()) {
        List<String> words = commandLine(process);
        int at = words.indexOf("--executor-id");
        if (at > 0 && words.stream().anyMatch(word -> word.endsWith(EXECUTOR))) {
          executors.put(words.get(at + 1), process);
        }
      }
    }
    return executors;
  }

  /** What anybody on this machine sees of its processes. */
  static List<String> commandLines() {
    return ProcessHandle.allProcesses()
        .map(process -> String.join(" ", commandLine(process)))
        .toList();
  }

  /** From the kernel: what Java gives of long ones is cut. */
  private static List<String> commandLine(ProcessHandle process) {
    try {
      String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), ISO_8859_1);
      return List.of(line.split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  @Override
  public void close() {
    daemons.forEach(Program::close);
  }
}
