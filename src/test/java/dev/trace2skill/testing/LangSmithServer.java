package dev.trace2skill.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The part of LangSmith's REST API that is fetched from, on the loopback, with one project "desk".
 */
public final class LangSmithServer implements AutoCloseable {

  public static final String KEY = "lsv2_pt_0123456789abcdef";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CUT = -1;
  private static final int TRUNCATED = -2;

  private final ScriptedServer server = ScriptedServer.start();
  private final List<ObjectNode> runs = new ArrayList<>();
  private final List<ObjectNode> feedback = new ArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private int failures;
  private int failure;
  private @Nullable String retryAfter;
  private @Nullable String failingBody;

  private LangSmithServer() {
    server.script(this::answer);
  }

  public static LangSmithServer start() {
    return new LangSmithServer();
  }

  public String baseUrl() {
    return server.baseUrl();
  }

  public List<ScriptedServer.Request> requests() {
    return server.requests();
  }

  /** Every whole answer so far. */
  public List<String> sent() {
    return List.copyOf(sent);
  }

  /** So many root runs, a second apart, each a trace of its own. */
  public void runs(String start, int count) {
    for (int i = 0; i < count; i++) {
      run(Instant.parse(start).plusSeconds(i).toString(), "run-" + runs.size(), "Hello " + i);
    }
  }

  /** A run of an agent that was told something and answered. */
  public void run(String start, String id, String told) {
    ObjectNode run =
        JSON.createObjectNode()
            .put("id", id)
            .put("trace_id", id)
            .put("name", "agent")
            .put("run_type", "chain")
            .put("status", "success")
            .put("start_time", start)
            .put("end_time", Instant.parse(start).plusSeconds(1).toString())
            .put("dotted_order", start.replaceAll("[:-]", "") + id)
            .put("session_id", "s-1");
    message(run, "inputs", "user", told);
    message(run, "outputs", "assistant", "Done.");
    runs.add(run);
  }

  private static void message(ObjectNode run, String place, String role, String text) {
    run.putObject(place).putArray("messages").addObject().put("role", role).put("content", text);
  }

  /** Feedback for the first runs, one each. */
  public void feedback(int count) {
    for (int i = 0; i < count; i++) {
      feedback("f" + i, "run-" + i, i % 2);
    }
  }

  public void feedbackOfOneRun(int count) {
    for (int i = 0; i < count; i++) {
      feedback("f" + i, "run-0", 1);
    }
  }

  private void feedback(String id, String run, int score) {
    feedback.add(
        JSON.createObjectNode()
            .put("id", id)
            .put("run_id", run)
            .put("trace_id", run)
            .put("key", "correctness")
            .put("score", score));
  }

  /** What the next requests are answered with; -1 cuts the connection, -2 the text. */
  public void fails(int times, int status, @Nullable String seconds) {
    failures = times;
    failure = status;
    retryAfter = seconds;
  }

  /** Answers all requests so that hold a text in their body. */
  public void failsFrom(String body, int status) {
    failingBody = body;
    failure = status;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/v1", "");
    List<ScriptedServer.Request> all = server.requests();
    String body = all.get(all.size() - 1).body();
    if (!KEY.equals(exchange.getRequestHeaders().getFirst("x-api-key"))) {
      send(exchange, 401, "{\"detail\":\"Invalid token\"}");
    } else if (failures > 0 || (failingBody != null && body.contains(failingBody))) {
      failures--;
      fail(exchange);
    } else if (path.equals("/sessions")) {
      send(exchange, 200, values(exchange, "name").contains("desk") ? "[{\"id\":\"s-1\"}]" : "[]");
    } else if (path.equals("/runs/query")) {
      send(exchange, 200, page(JSON.readTree(body)).toString());
    } else if (path.equals("/feedback")) {
      send(exchange, 200, feedbackPage(exchange).toString());
    } else {
      send(exchange, 404, "{}");
    }
  }

  private void fail(HttpExchange exchange) throws IOException {
    if (failure == CUT) {
      exchange.close();
      return;
    }
    if (retryAfter != null) {
      exchange.getResponseHeaders().set("retry-after", retryAfter);
    }
    send(
        exchange,
        failure == TRUNCATED ? 200 : failure,
        failure == TRUNCATED
            ? "{\"runs\":[{\"id\":\"run-0\",\"na"
            : "{\"detail\":\"" + KEY + "\"}");
  }

  private ObjectNode page(JsonNode wanted) {
    Instant from = Instant.parse(wanted.path("start_time").asText());
    Instant to = Instant.parse(wanted.path("end_time").asText());
    List<ObjectNode> found =
        runs.stream()
            .filter(r -> !Instant.parse(r.path("start_time").asText()).isBefore(from))
            .filter(r -> Instant.parse(r.path("start_time").asText()).isBefore(to))
            .toList();
    int start = wanted.path("cursor").asInt(0);
    int end = Math.min(found.size(), start + wanted.path("limit").asInt());
    ObjectNode page = JSON.createObjectNode();
    page.putArray("runs").addAll(found.subList(start, end));
    page.putObject("cursors").put("next", end < found.size() ? Integer.toString(end) : null);
    return page;
  }

  private ArrayNode feedbackPage(HttpExchange exchange) {
    List<String> of = values(exchange, "run");
    int offset = Integer.parseInt(values(exchange, "offset").get(0));
    int limit = Integer.parseInt(values(exchange, "limit").get(0));
    ArrayNode page = JSON.createArrayNode();
    feedback.stream()
        .filter(f -> of.contains(f.path("run_id").asText()))
        .skip(offset)
        .limit(limit)
        .forEach(page::add);
    return page;
  }

  private static List<String> values(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> URLDecoder.decode(part.substring(name.length() + 1), UTF_8))
        .toList();
  }

  private void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    sent.add(text);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
