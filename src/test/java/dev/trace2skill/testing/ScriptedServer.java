package dev.trace2skill.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback that does to every request what its script says, and keeps them all. */
public final class ScriptedServer implements AutoCloseable {

  private static final int BACKLOG = 1024;

  static {
    prepare();
  }

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "scripted-server");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer server;
  private volatile HttpHandler script = exchange -> exchange.close();

  /** One that came. */
  public record Request(String path, Headers headers, String body) {}

  /** What the JDK's server must be told before the first one of this JVM is made. */
  static void prepare() {
    // Or the kernel holds back the end of an answer for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Or connections beyond 200 are closed as soon as they idle, and calls on them are cut.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
  }

  private ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  public static ScriptedServer start() {
    try {
      return new ScriptedServer();
    } catch (IOException e) {
      throw new UncheckedIOException("the server does not start", e);
    }
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** What is done from now on. */
  public void script(HttpHandler next) {
    script = next;
  }

  /** Answers JSON from now on. */
  public void answers(int status, String json) {
    answers(status, Map.of("content-type", "application/json"), json);
  }

  /** Answers from now on, with nothing but these headers. */
  public void answers(int status, Map<String, String> headers, String body) {
    answers(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers bytes from now on, with nothing but these headers. */
  public void answers(int status, Map<String, String> headers, byte[] body) {
    script(
        exchange -> {
          headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });
  }

  /** Every request so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
    script.handle(exchange);
  }

  @Override
  public void close() {
    server.stop(0);
    var unused = workers.shutdownNow();
  }
}
