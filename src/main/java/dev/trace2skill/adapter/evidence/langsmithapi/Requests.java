package dev.trace2skill.adapter.evidence.langsmithapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks the API, one request after the other, and again where that may help. */
final class Requests {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration WHOLE_CALL = Duration.ofMinutes(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final int ATTEMPTS = 6;
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");
  private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

  /** Redirects are not followed: they could lead the key elsewhere. */
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .followSslRedirects(false)
          .callTimeout(WHOLE_CALL)
          .readTimeout(Duration.ofMinutes(2))
          .build();

  private final HttpUrl base;
  private final Secret secret;
  private final String key;
  private final Duration patience;

  /**
   * For one service.
   *
   * @throws UserError when the address is none, or there is no key or it must not go there
   */
  Requests(String baseUrl, Secret secret, Duration patience) {
    HttpUrl url = HttpUrl.parse(baseUrl.replaceFirst("/+$", ""));
    if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
      throw new UserError("the base-url of langsmith-api is no http or https address");
    }
    if (!url.isHttps() && !HERE.contains(url.host())) {
      throw new UserError("a key is not sent over plain http to " + url.host() + ": use https");
    }
    this.base = url;
    this.secret = secret;
    this.key = secret.value().orElseThrow(() -> new UserError("langsmith-api needs a key"));
    if (!SENDABLE.matcher(key).matches()) {
      throw new UserError(place() + " holds something with spaces or signs that no key has");
    }
    this.patience = patience;
  }

  Page get(String path, Map<String, List<String>> query) throws IOException, InterruptedException {
    HttpUrl.Builder url = base.newBuilder().addPathSegments(path.substring(1));
    query.forEach((name, values) -> values.forEach(v -> url.addQueryParameter(name, v)));
    return ask(path, new Request.Builder().url(url.build()).get());
  }

  Page post(String path, ObjectNode body) throws IOException, InterruptedException {
    HttpUrl url = base.newBuilder().addPathSegments(path.substring(1)).build();
    return ask(
        path, new Request.Builder().url(url).post(RequestBody.create(body.toString(), JSON)));
  }

  private Page ask(String path, Request.Builder builder) throws IOException, InterruptedException {
    Request request = builder.header("x-api-key", key).build();
    String trouble = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Duration wait = patience.multipliedBy(1L << attempt);
      try (Response response = CLIENT.newCall(request).execute()) {
        if (response.isSuccessful()) {
          return Page.of(response.body().byteStream());
        }
        requireWorthAsking(path, response.code());
        trouble = "it answered " + response.code();
        wait = asked(response.header("retry-after"), wait);
      } catch (IOException e) {
        trouble = "no whole answer came: " + hidden(e.getMessage());
      }
      if (attempt + 1 < ATTEMPTS) {
        TimeUnit.MILLISECONDS.sleep(wait.toMillis());
      }
    }
    throw new UserError(
        "%s of LangSmith at %s failed %d times, at last because %s; the next run goes on"
            .formatted(path, base.host(), ATTEMPTS, trouble));
  }

  private void requireWorthAsking(String path, int status) {
    if (status == 401 || status == 403) {
      throw new UserError(
          "LangSmith at %s refused the key in %s (%d)".formatted(base.host(), place(), status));
    }
    boolean passing = status == 408 || status == 429 || status >= 500;
    if (!passing) {
      throw new UserError(
          "%s of LangSmith at %s answered %d: is the base-url right?"
              .formatted(path, base.host(), status));
    }
  }

  /** What the service asks for, in seconds; a date is not understood and our own wait is taken. */
  private static Duration asked(@Nullable String retryAfter, Duration otherwise) {
    if (retryAfter == null || !retryAfter.strip().matches("\\d{1,9}")) {
      return otherwise;
    }
    Duration wanted = Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
    return wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
  }

  private String hidden(@Nullable String message) {
    return message == null
        ? "the connection was cut"
        : message.replace(key, "***").lines().findFirst().orElse("");
  }

  private String place() {
    return secret.variable() != null && secret.file() != null
        ? secret.variable() + " or " + secret.file()
        : String.valueOf(secret.variable() != null ? secret.variable() : secret.file());
  }
}
