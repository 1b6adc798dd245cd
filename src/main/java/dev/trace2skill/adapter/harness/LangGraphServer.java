package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A LangGraph server, as far as a run needs it.
 *
 * @param key null for a server that asks for none
 */
record LangGraphServer(String baseUrl, @Nullable String key) {

  private static final Logger LOG = LoggerFactory.getLogger(LangGraphServer.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final MediaType TYPE = MediaType.get("application/json");
  private static final int LONGEST_REASON = 500;
  private static final OkHttpClient CLIENT = client();

  private static OkHttpClient client() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        // An agent may think for minutes before it says anything; the call's own limit covers all.
        .readTimeout(Duration.ZERO)
        .build();
  }

  /** What is heard of a run while it goes on. */
  static final class Stream {
    private @Nullable String run;
    private @Nullable JsonNode error;

    /** The run's id; null when it has not begun. */
    @Nullable String run() {
      return run;
    }

    /** What it says went wrong; null when nothing did. */
    @Nullable JsonNode error() {
      return error;
    }

    private void take(String event, String data) throws JsonProcessingException {
      if (event.equals("metadata")) {
        run = JSON.readTree(data).path("run_id").asText(null);
      } else if (event.equals("error")) {
        error = JSON.readTree(data);
      }
    }
  }

  JsonNode get(String path, Duration timeout) throws IOException {
    return json(request(path).build(), timeout);
  }

  JsonNode post(String path, JsonNode body, Duration timeout) throws IOException {
    return json(request(path).post(RequestBody.create(body.toString(), TYPE)).build(), timeout);
  }

  /** Ends a run; one that has ended by itself is none any more. */
  void cancel(String path, Duration timeout) {
    quietly(request(path).post(RequestBody.create("{}", TYPE)).build(), timeout);
  }

  /** Deletes what is there; a server that is gone keeps it. */
  void delete(String path, Duration timeout) {
    quietly(request(path).delete().build(), timeout);
  }

  private static void quietly(Request request, Duration timeout) {
    try (Response response = call(request, timeout)) {
      LOG.debug("{} {}: {}", request.method(), request.url().encodedPath(), response.code());
    } catch (IOException e) {
      LOG.warn("{} {}: {}", request.method(), request.url().encodedPath(), e.getMessage());
    }
  }

  /** Hears the events of a run to their end. The data of one may be laid out over many lines. */
  void stream(String path, JsonNode body, Duration timeout, Stream heard) throws IOException {
    Request request = request(path).post(RequestBody.create(body.toString(), TYPE)).build();
    try (Response response = call(request, timeout)) {
      refuse(response);
      BufferedSource lines = response.body().source();
      String event = "";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
        if (line.isEmpty()) {
          heard.take(event, data.toString());
          event = "";
          data.setLength(0);
        } else if (line.startsWith("event:")) {
          event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
          data.append(line.substring("data:".length())).append('\n');
        }
      }
    }
  }

  private static JsonNode json(Request request, Duration timeout) throws IOException {
    try (Response response = call(request, timeout)) {
      refuse(response);
      return JSON.readTree(response.body().string());
    }
  }

  private static Response call(Request request, Duration timeout) throws IOException {
    return CLIENT.newBuilder().callTimeout(timeout).build().newCall(request).execute();
  }

  private static void refuse(Response response) throws IOException {
    if (!response.isSuccessful()) {
      String said = response.body().string().strip();
      throw new IOException(
          "%s: HTTP %d %s"
              .formatted(
                  response.request().url().encodedPath(),
                  response.code(),
                  said.substring(0, Math.min(said.length(), LONGEST_REASON))));
    }
  }

  private Request.Builder request(String path) {
    Request.Builder request = new Request.Builder().url(baseUrl + path);
    return key == null ? request : request.header("x-api-key", key);
  }
}
