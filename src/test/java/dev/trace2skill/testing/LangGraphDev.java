package dev.trace2skill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A LangGraph server for development, on the loopback, with the agent of the examples. */
public final class LangGraphDev implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private LangGraphDev(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one whose agent asks a model at this address; the test is skipped without npm. */
  public static LangGraphDev start(String modelUrl) {
    Path programs = Npm.install("langchain");
    try {
      // A folder of its own: the server starts again when anything beside its agent changes.
      Path folder = Files.createDirectories(programs.resolveSibling("server"));
      for (String file : List.of("agent.mjs", "langgraph.json")) {
        Files.copy(
            Path.of("jobs/examples/03-langgraph", file),
            folder.resolve(file),
            StandardCopyOption.REPLACE_EXISTING);
      }
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
                  programs.resolve(".bin/langgraphjs").toString(),
                  "dev",
                  "--no-browser",
                  "--host",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("server.log").toFile());
      // It leaves things there.
      builder
          .environment()
          .put("TMPDIR", Files.createDirectories(programs.resolveSibling("tmp")).toString());
      builder.environment().put("OPENAI_BASE_URL", modelUrl);
      builder.environment().put("OPENAI_API_KEY", "none");
      builder.environment().put("AGENT_MODEL", "played");
      LangGraphDev server = new LangGraphDev(builder.start(), port);
      server.await();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private void await() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (open.isConnected()) {
          return;
        }
      } catch (IOException e) {
        pause();
      }
    }
    close();
    throw new IllegalStateException("the LangGraph server does not start; see server.log");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends the server with the programs that it consists of. */
  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
