package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMReply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** One request, sent once, and what became of it. */
final class Post implements Callback {

  private static final MediaType JSON = MediaType.get("application/json");

  private final LLMEndpoint endpoint;
  private final Dialect dialect;
  private final Key key;
  private final HttpUrl url;
  private final CompletableFuture<LLMReply> reply = new CompletableFuture<>();

  private Post(LLMEndpoint endpoint, Dialect dialect) throws LLMException {
    this.endpoint = endpoint;
    this.dialect = dialect;
    this.key = Key.of(endpoint.apiKey());
    this.url = Address.of(endpoint.baseUrl(), dialect.operation(), key.isPresent());
  }

  /** Sends a request. Cancelling the reply ends the call. */
  static CompletableFuture<LLMReply> send(LLMEndpoint endpoint, Dialect dialect, JsonNode body) {
    try {
      return new Post(endpoint, dialect).send(Wire.text(body));
    } catch (LLMException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<LLMReply> send(String body) {
    Request.Builder request = new Request.Builder().url(url).post(new Once(body));
    dialect.headers().forEach(request::header);
    if (key.isPresent()) {
      request.header(dialect.keyHeader(), dialect.keyPrefix() + key.value());
    }
    Call call = SharedClient.within(endpoint.timeout()).newCall(request.build());
    var unused =
        reply.whenComplete(
            (answer, failure) -> {
              if (reply.isCancelled()) {
                call.cancel();
              }
            });
    call.enqueue(this);
    return reply;
  }

  @Override
  public void onFailure(Call call, IOException e) {
    reply.completeExceptionally(failure(e));
  }

  @Override
  public void onResponse(Call call, Response response) {
    LLMReply answer;
    try (response) {
      answer = read(Answer.read(call, response));
    } catch (LLMException e) {
      reply.completeExceptionally(e);
      return;
    } catch (IOException e) {
      reply.completeExceptionally(failure(e));
      return;
    } catch (RuntimeException | Error e) {
      // A bug or no memory: who waits for the reply must hear of it.
      reply.completeExceptionally(e);
      throw e;
    }
    reply.complete(answer);
  }

  private LLMReply read(Answer answer) throws LLMException {
    if (!answer.isSuccessful()) {
      throw refused(Refusal.of(answer));
    }
    JsonNode json = answer.json();
    JsonNode error = json.path("error");
    if (error.isObject() || error.isTextual()) {
      throw refused(Refusal.inside(error));
    }
    return dialect.reading().read(json);
  }

  private LLMException refused(Refusal refusal) {
    return refusal.exception(endpoint.model(), endpoint.baseUrl(), key);
  }

  private LLMException failure(IOException e) {
    String why =
        e instanceof ConnectException
            ? "no connection to " + host()
            : e instanceof UnknownHostException
                ? "no host " + url.host() + " is known"
                : e instanceof InterruptedIOException
                    ? "no whole answer from " + host() + " within " + endpoint.timeout()
                    : e instanceof SSLException
                        ? "no secure connection to " + host() + because(e)
                        : "the connection to " + host() + " was cut" + because(e);
    return new LLMException(Kind.UNAVAILABLE, Refusal.oneLine(key.hide(why)));
  }

  private String because(IOException e) {
    return e.getMessage() == null ? "" : ": " + key.mask(e.getMessage());
  }

  private String host() {
    return url.host() + ":" + url.port();
  }

  /** A body that the client must not send again, as it would on a 503 that says "at once". */
  private static final class Once extends RequestBody {

    private final byte[] json;

    /** Half of a character, which UTF-8 cannot hold, goes out as a question mark. */
    Once(String json) {
      this.json = json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(json);
    }
  }
}
