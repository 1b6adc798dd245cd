package dev.trace2skill.llm.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.UnaryOperator;

/**
 * A server on this machine that speaks OpenAI's chat protocol and answers after a time that is as
 * long as a model would take. No thread waits for it.
 */
public final class ModelServer implements AutoCloseable {

  private static final int WAITING_CONNECTIONS = 2048;

  private static final JsonMapper JSON = new JsonMapper();

  private static final String WORDS =
      "The order was changed before the user had agreed to the price, which the policy forbids; ask"
          + " first, then change it once.";

  private final HttpServer server;
  private final ExecutorService readers = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService writers = new ScheduledThreadPoolExecutor(2);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong waitedNanos = new AtomicLong();
  private final Duration latency;
  private final UnaryOperator<String> model;

  private ModelServer(HttpServer server, Duration latency, UnaryOperator<String> model) {
    this.server = server;
    this.latency = latency;
    this.model = model;
  }

  /**
   * Starts a server on a free port that says the same to everybody.
   *
   * @param latency on average; a call takes from 0.8 to 1.2 times as long
   */
  public static ModelServer start(Duration latency) throws IOException {
    return start(latency, asked -> WORDS);
  }

  /**
   * Starts a server on a free port.
   *
   * @param latency on average; a call takes from 0.8 to 1.2 times as long
   * @param model what it answers to the last message of a talk
   */
  public static ModelServer start(Duration latency, UnaryOperator<String> model)
      throws IOException {
    // The JDK's server closes connections beyond 200 and lets small answers wait, unless told.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer http =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING_CONNECTIONS);
    ModelServer server = new ModelServer(http, latency, model);
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
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    byte[] answer =
        answer(model.apply(body.path("messages").path(last(body)).path("content").asText()));
    double part = new SplittableRandom(requests.incrementAndGet()).nextDouble(0.8, 1.2);
    long nanos = (long) (latency.toNanos() * part);
    waitedNanos.addAndGet(nanos);
    var unused = writers.schedule(() -> write(exchange, answer), nanos, TimeUnit.NANOSECONDS);
  }

  private static int last(JsonNode body) {
    return body.path("messages").size() - 1;
  }

  private static byte[] answer(String words) throws IOException {
    ObjectNode answer = JSON.createObjectNode().put("id", "bench").put("model", "bench");
    answer.put("object", "chat.completion").put("created", 0);
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", words);
    choice.put("finish_reason", "stop");
    ObjectNode usage = answer.putObject("usage");
    usage.put("prompt_tokens", 400).put("completion_tokens", 40).put("total_tokens", 440);
    return JSON.writeValueAsBytes(answer);
  }

  private static void write(HttpExchange exchange, byte[] answer) {
    try (OutputStream body = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      body.write(answer);
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
