package dev.trace2skill.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.testing.Faults.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model on the loopback that speaks the Messages API, chat completions, the Responses API and
 * Gemini's generateContent, each at once or as a stream of events. It says what a function says,
 * fails as it is told and counts what it bills. {@code GET /counts} gives the {@link ModelCounts}.
 * An answer that takes its time holds no thread.
 */
public final class ModelServer implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final long BYTES_PER_TOKEN = 4;

  private static final int BACKLOG = 1024;

  static {
    ScriptedServer.prepare();
  }

  private final HttpServer server;
  private final ExecutorService workers = Executors.newFixedThreadPool(4, ModelServer::daemon);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(ModelServer::daemon);
  private final ModelTally tally = new ModelTally();
  private final Function<Asked, Said> model;
  private final Faults faults;

  private ModelServer(int port, Function<Asked, Said> model, Faults faults) throws IOException {
    this.model = model;
    this.faults = faults;
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.setExecutor(workers);
    server.createContext("/counts", this::counts);
    server.createContext("/", this::ask);
  }

  /** Starts a server on a free port that never fails. */
  public static ModelServer start(Function<Asked, Said> model) {
    return start(0, model, Faults.NONE);
  }

  /**
   * Starts a server.
   *
   * @param port 0 for a free one
   */
  public static ModelServer start(int port, Function<Asked, Said> model, Faults faults) {
    try {
      ModelServer started = new ModelServer(port, model, faults);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("the model server does not start", e);
    }
  }

  /**
   * Runs a server in a process of its own, until that is killed. Arguments are {@code name=value}:
   * {@code port}, {@code model} (a class that is a function from {@link Asked} to {@link Said} and
   * has a constructor without arguments), {@code seed}, {@code rate-limited}, {@code overloaded},
   * {@code cut-before}, {@code cut-after}, {@code latency-millis}, {@code jitter} and {@code
   * retry-after-millis}.
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Map<String, String> given =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    Faults faults =
        new Faults(
            Long.parseLong(given.getOrDefault("seed", "0")),
            Double.parseDouble(given.getOrDefault("rate-limited", "0")),
            Double.parseDouble(given.getOrDefault("overloaded", "0")),
            Double.parseDouble(given.getOrDefault("cut-before", "0")),
            Double.parseDouble(given.getOrDefault("cut-after", "0")),
            Duration.ofMillis(Long.parseLong(given.getOrDefault("latency-millis", "0"))),
            Double.parseDouble(given.getOrDefault("jitter", "0")),
            Duration.ofMillis(Long.parseLong(given.getOrDefault("retry-after-millis", "0"))));
    ModelServer started =
        start(Integer.parseInt(given.getOrDefault("port", "0")), model(given), faults);
    System.out.println(started.baseUrl());
  }

  @SuppressWarnings("unchecked") // Whoever names the class knows what it is.
  private static Function<Asked, Said> model(Map<String, String> given)
      throws ReflectiveOperationException {
    return given.containsKey("model")
        ? (Function<Asked, Said>)
            Class.forName(given.get("model"))
                .asSubclass(Function.class)
                .getDeclaredConstructor()
                .newInstance()
        : asked -> Said.text("ok");
  }

  /** What an endpoint of either protocol takes for its base URL. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  public ModelCounts counts() {
    return tally.counts();
  }

  private void counts(HttpExchange exchange) throws IOException {
    write(exchange, 200, tally.counts().json());
  }

  private void ask(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Optional<ModelProtocol> spoken = ModelProtocol.at(path);
    if (spoken.isEmpty() || !exchange.getRequestMethod().equals("POST")) {
      write(exchange, 404, ModelProtocol.OPENAI.error("not_found_error", "no " + path).toString());
      return;
    }
    ModelProtocol protocol = spoken.get();
    String hash = ContentId.of(protocol.name(), body);
    int seen = tally.received(hash);
    Fate fate = faults.fate(body, seen);
    switch (fate) {
      case RATE_LIMITED -> {
        tally.unbilled(fate);
        setRetryAfter(exchange);
        write(exchange, 429, protocol.error("rate_limit_error", "too many requests").toString());
      }
      case OVERLOADED -> {
        tally.unbilled(fate);
        write(exchange, 529, protocol.error("overloaded_error", "overloaded").toString());
      }
      case CUT_BEFORE -> {
        tally.unbilled(fate);
        exchange.close();
      }
      case CUT_AFTER, ANSWERED -> answer(exchange, protocol, body, hash, seen);
    }
  }

  private void answer(
      HttpExchange exchange, ModelProtocol protocol, String body, String hash, int seen)
      throws IOException {
    Asked asked;
    JsonNode json;
    try {
      json = MAPPER.readTree(body);
      asked = protocol.asked(json, seen);
    } catch (JsonProcessingException e) {
      tally.rejected();
      write(exchange, 400, protocol.error("invalid_request_error", "no JSON").toString());
      return;
    }
    Said said = numbered(model.apply(asked), hash);
    long input = tokens(body);
    long output =
        tokens(said.text())
            + said.calls().stream().mapToLong(call -> tokens(call.arguments())).sum();
    ObjectNode whole = protocol.answer(asked.model(), said, hash, input, output);
    boolean streams =
        json.path("stream").asBoolean()
            || exchange.getRequestURI().getPath().contains(":streamGenerate");
    String answer = streams ? protocol.events(whole) : whole.toString();
    boolean cut = faults.fate(body, seen) == Fate.CUT_AFTER;
    var unused =
        clock.schedule(
            () ->
                workers.execute(
                    () -> {
                      tally.answered(hash, input, output);
                      if (cut || !written(exchange, answer, streams)) {
                        tally.lost(input, output);
                        exchange.close();
                      }
                    }),
            faults.delay(body, seen).toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** Whether the client was there to take it. */
  private static boolean written(HttpExchange exchange, String answer, boolean streams) {
    try {
      write(exchange, 200, streams ? "text/event-stream" : "application/json", answer);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void setRetryAfter(HttpExchange exchange) {
    long millis = faults.retryAfter().toMillis();
    exchange.getResponseHeaders().set("retry-after", Long.toString((millis + 999) / 1_000));
    exchange.getResponseHeaders().set("retry-after-ms", Long.toString(millis));
  }

  private static void write(HttpExchange exchange, int status, String json) throws IOException {
    write(exchange, status, "application/json", json);
  }

  private static void write(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (head) {
      exchange.close();
      return;
    }
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Calls that were given no id get one that the same request always gets. */
  private static Said numbered(Said said, String hash) {
    ToolCall[] calls = said.calls().toArray(ToolCall[]::new);
    for (int i = 0; i < calls.length; i++) {
      if (calls[i].callId().isEmpty()) {
        String id = "call_" + hash.substring(0, 12) + "_" + i;
        calls[i] = new ToolCall(id, calls[i].tool(), calls[i].arguments());
      }
    }
    return new Said(said.text(), Arrays.asList(calls), said.stop());
  }

  private static long tokens(String text) {
    return (text.getBytes(StandardCharsets.UTF_8).length + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "model-server");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    var unused = clock.shutdownNow();
    var unusedToo = workers.shutdownNow();
  }
}
