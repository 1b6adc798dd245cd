package dev.trace2skill.llm.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on this machine that speaks OpenAI's chat protocol and says the same to everybody, after
 * a time that is as long as a model would take. No thread waits for it.
 */
public final class ModelServer implements AutoCloseable {

  private static final int WAITING_CONNECTIONS = 2048;

  private static final byte[] ANSWER =
      """
      {"id":"bench","object":"chat.completion","created":0,"model":"bench","choices":[{"index":0,\
      "message":{"role":"assistant","content":"The order was changed before the user had agreed to \
      the price, which the policy forbids; ask first, then change it once."},\
      "finish_reason":"stop"}],"usage":{"prompt_tokens":400,"completion_tokens":40,\
      "total_tokens":440}}
      """
          .getBytes(UTF_8);

  private final HttpServer server;
  private final ExecutorService readers = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService writers = new ScheduledThreadPoolExecutor(2);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong waitedNanos = new AtomicLong();
  private final Duration latency;

  private ModelServer(HttpServer server, Duration latency) {
    this.server = server;
    this.latency = latency;
  }

  /**
   * Starts a server on a free port.
   *
   * @param latency on average; a call takes from 0.8 to 1.2 times as long
   */
  public static ModelServer start(Duration latency) throws IOException {
    // The JDK's server closes connections beyond 200 and lets small answers wait, unless told.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer http =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING_CONNECTIONS);
    ModelServer server = new ModelServer(http, latency);
    http.setExecutor(server.readers);
    var unused = http.createContext("/", server::receive);
    http.start();
    return server;
  }

  /** What a client is to be told. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  public long requests() {
    return requests.get();
  }

  /** How long all requests together were made to wait. */
  public Duration waited() {
    return Duration.ofNanos(waitedNanos.get());
  }

  private void receive(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    double part = new SplittableRandom(requests.incrementAndGet()).nextDouble(0.8, 1.2);
    long nanos = (long) (latency.toNanos() * part);
    waitedNanos.addAndGet(nanos);
    var unused = writers.schedule(() -> answer(exchange), nanos, TimeUnit.NANOSECONDS);
  }

  private static void answer(HttpExchange exchange) {
    try (OutputStream body = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, ANSWER.length);
      body.write(ANSWER);
    } catch (IOException e) {
      throw new UncheckedIOException("the client has gone", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    readers.shutdown();
    var unused = writers.shutdownNow();
  }
}
