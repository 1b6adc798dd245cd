package dev.trace2skill.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.Said;
import dev.trace2skill.testing.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every provider does with every kind of answer: a provider is done when it passes. */
public abstract class LLMProviderContract {

  protected static final String KEY = "sk-test-c0ffee-c0ffee-c0ffee";

  protected static final LLMTool LOOK =
      new LLMTool(
          "look",
          "Looks at a file.",
          """
          {"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}""");

  private static final Map<String, String> AS_JSON = Map.of("content-type", "application/json");

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  protected final ScriptedServer server = ScriptedServer.start();
  private Path keyFile;

  protected abstract LLMProvider provider();

  /** The header that carries the key, and how. */
  protected abstract Map.Entry<String, String> keyHeader();

  /** An answer that says "hello", as the vendor documents it. */
  protected abstract String hello();

  /** An answer whose JSON is sound and that has not the shape of one. */
  protected abstract List<String> misshapen();

  /** An answer that says why not, as the vendor documents it. */
  protected abstract String error(String type, String message);

  /** The body that {@link #everything} must be sent as, as a name in the golden folder. */
  protected abstract String goldenBody();

  @BeforeEach
  void writeKey() throws IOException {
    keyFile = folder.resolve("key");
    var unused =
        Files.createFile(
            keyFile,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(keyFile, KEY + "\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  protected LLMEndpoint endpoint(String baseUrl, Duration timeout) {
    return new LLMEndpoint(
        provider().protocol(),
        baseUrl,
        "some-model",
        new Secret(null, keyFile.toString()),
        timeout);
  }

  protected LLMReply ask(LLMRequest request) {
    return provider().ask(endpoint(server.baseUrl(), LONG), request).join();
  }

  protected static LLMRequest question(String text) {
    return new LLMRequest(
        "Be brief.", List.of(LLMMessage.user(text)), List.of(), null, Sampling.of(100));
  }

  /** A request in which everything is set that can be. */
  protected static LLMRequest everything(@Nullable String raw) {
    return new LLMRequest(
        "Be brief.",
        List.of(
            LLMMessage.user("What is in a.txt and b.txt?"),
            new LLMMessage(
                LLMMessage.Role.MODEL,
                "I look.",
                List.of(
                    new ToolCall("c1", "look", "{\"path\":\"a.txt\"}"),
                    new ToolCall("c2", "look", "{\"path\":\"b.txt\"}")),
                List.of(),
                raw),
            new LLMMessage(
                LLMMessage.Role.USER,
                "Go on.",
                List.of(),
                List.of(
                    new ToolResult("c1", "look", "an \u00e4 and a \ud83d\ude00", false),
                    new ToolResult("c2", "look", "no such file", true)),
                null)),
        List.of(LOOK),
        null,
        new Sampling(4_000, 0.5, 0.9, 7L, 2_000, "high"));
  }

  private LLMException failure(LLMEndpoint endpoint) {
    CompletionException e =
        catchThrowableOfType(
            CompletionException.class, () -> provider().ask(endpoint, question("Hello?")).join());
    assertThat(e).hasCauseInstanceOf(LLMException.class);
    LLMException cause = (LLMException) e.getCause();
    assertThat(cause.getMessage()).doesNotContain(KEY).hasLineCount(1).hasSizeLessThan(600);
    return cause;
  }

  protected LLMException failure() {
    return failure(endpoint(server.baseUrl(), LONG));
  }

  private void assertFails(Kind kind, String... words) {
    LLMException e = failure();
    assertThat(e.getMessage()).contains(words);
    assertThat(e.kind()).isEqualTo(kind);
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(LLMProvider.class))
        .extracting(LLMProvider::protocol)
        .contains(provider().protocol());
  }

  @Test
  void answerIsRead() {
    server.answers(200, hello());

    LLMReply reply = ask(question("Hello?"));

    assertThat(reply.text()).isEqualTo("hello");
    assertThat(reply.stop()).isEqualTo(Stop.END);
    assertThat(reply.toolCalls()).isEmpty();
    assertThat(reply.usage().inputTokens()).isEqualTo(20);
    assertThat(reply.usage().outputTokens()).isEqualTo(5);
    assertThat(reply.usage().cacheReadTokens()).isEqualTo(80);
  }

  @Test
  void talkWithToolsGoesBackAndForth() {
    try (ModelServer model =
        ModelServer.start(
            asked ->
                asked.last().toolResults().isEmpty()
                    ? Said.calls("I look.", new ToolCall("", "look", "{\"path\":\"a.txt\"}"))
                    : Said.text("It says " + asked.last().toolResults().get(0).content()))) {
      LLMEndpoint endpoint = endpoint(model.baseUrl(), LONG);
      LLMMessage start = LLMMessage.user("What is in a.txt?");

      LLMReply first = provider().ask(endpoint, talk(start)).join();
      ToolCall call = first.toolCalls().get(0);
      LLMMessage result =
          LLMMessage.results(List.of(new ToolResult(call.callId(), "look", "42", false)));
      LLMReply second =
          provider().ask(endpoint, talk(start, LLMMessage.model(first), result)).join();

      assertThat(first.stop()).isEqualTo(Stop.TOOL_CALLS);
      assertThat(first.text()).isEqualTo("I look.");
      assertThat(call.arguments()).isEqualTo("{\"path\":\"a.txt\"}");
      assertThat(second.text()).isEqualTo("It says 42");
      assertThat(model.counts().answered()).isEqualTo(2);
    }
  }

  private static LLMRequest talk(LLMMessage... messages) {
    return new LLMRequest("", List.of(messages), List.of(LOOK), null, Sampling.of(100));
  }

  @Test
  void answerFollowsASchema() {
    String schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}";
    try (ModelServer model =
        ModelServer.start(asked -> Said.text("" + schema.equals(asked.answerSchema())))) {
      LLMRequest request =
          new LLMRequest(
              "", List.of(LLMMessage.user("How many?")), List.of(), schema, Sampling.of(100));

      LLMReply reply = provider().ask(endpoint(model.baseUrl(), LONG), request).join();

      assertThat(reply.text()).isEqualTo("true");
    }
  }

  @Test
  void fullRequestIsSentToTheLetter() throws IOException {
    server.answers(200, hello());

    var unused = ask(everything(null));

    try (var golden = getClass().getResourceAsStream("/golden/requests/" + goldenBody())) {
      assertThat(server.requests().get(0).body())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void halfACharacterIsSentAsAQuestionMark() {
    server.answers(200, hello());

    var unused = ask(question("broken \ud83d here"));

    assertThat(server.requests().get(0).body()).contains("broken ? here");
  }

  @Test
  void keyIsInItsHeaderAndNowhereElse() {
    server.answers(200, hello());

    var unused = ask(question("Hello?"));

    ScriptedServer.Request request = server.requests().get(0);
    assertThat(request.headers().getFirst(keyHeader().getKey())).isEqualTo(keyHeader().getValue());
    assertThat(request.headers().values().stream().flatMap(List::stream))
        .filteredOn(value -> value.contains(KEY))
        .hasSize(1);
    assertThat(request.path() + request.body()).doesNotContain(KEY);
  }

  @Test
  void keyIsMaskedInWhatTheVendorSays() {
    server.answers(
        400, error("invalid_request_error", "bad\nkey " + KEY + " or sk-other-123456789abc"));

    assertFails(Kind.REJECTED, "HTTP 400: bad key *** or ***");
  }

  @Test
  void keyDoesNotLeaveTheLocalNetworkInTheClear() {
    LLMException e = failure(endpoint("http://models.example.com/v1", LONG));

    assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(e.getMessage()).contains("plain http", "models.example.com");
  }

  @Test
  void missingKeyIsSaidByItsPlace() throws IOException {
    Files.delete(keyFile);

    assertFails(Kind.MISCONFIGURED, keyFile.toString());
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void keyThatNoHeaderCanCarryIsRefusedUnseen() throws IOException {
    Files.writeString(keyFile, "half a\nkey");

    assertThat(failure().getMessage()).contains(keyFile.toString()).doesNotContain("half");
  }

  @Test
  void badRequestIsRejectedWithTheVendorsWords() {
    server.answers(400, error("invalid_request_error", "max_tokens is too large"));
    assertFails(Kind.REJECTED, "HTTP 400: max_tokens is too large");

    server.answers(413, error("request_too_large", "x".repeat(20) + " ".repeat(400) + "y"));
    assertFails(Kind.REJECTED, "HTTP 413");
  }

  @Test
  void refusedKeyIsMisconfiguredAndItsPlaceIsSaid() {
    for (int status : new int[] {401, 402, 403}) {
      server.answers(status, error("authentication_error", "invalid key"));
      assertFails(Kind.MISCONFIGURED, "HTTP " + status, keyFile.toString(), "invalid key");
    }
  }

  @Test
  void unknownModelIsMisconfigured() {
    server.answers(404, error("not_found_error", "no such model"));

    assertFails(Kind.MISCONFIGURED, "some-model", server.baseUrl(), "no such model");
  }

  @Test
  void redirectIsNotFollowed() {
    server.answers(307, Map.of("location", server.baseUrl() + "/elsewhere"), "");

    assertFails(Kind.MISCONFIGURED, "HTTP 307", server.baseUrl());
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void overloadSaysHowLongToWait() {
    assertThat(waitAfter(429, Map.of("retry-after", "7"))).isEqualTo(Duration.ofSeconds(7));
    assertThat(waitAfter(529, Map.of("retry-after", "0.5"))).isEqualTo(Duration.ofMillis(500));
    assertThat(waitAfter(429, Map.of("retry-after-ms", "250", "retry-after", "1")))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(waitAfter(429, Map.of("retry-after", "999999999"))).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void overloadMaySayUntilWhenToWait() {
    String in90Seconds =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90));

    assertThat(waitAfter(429, Map.of("retry-after", in90Seconds)))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(91));
    assertThat(waitAfter(429, Map.of("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"))).isZero();
  }

  private Duration waitAfter(int status, Map<String, String> headers) {
    server.answers(status, headers, error("rate_limit_error", "slow down"));
    LLMException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(e.retryable()).isTrue();
    return e.retryAfter().orElseThrow();
  }

  @Test
  void overloadWithoutADateSaysNone() {
    server.answers(529, error("overloaded_error", "overloaded"));

    assertThat(failure().retryAfter()).isEmpty();
  }

  @Test
  void requestIsSentOnceEvenWhenTheVendorSaysAtOnce() {
    server.answers(503, Map.of("retry-after", "0"), "");
    assertThat(failure().kind()).isEqualTo(Kind.OVERLOADED);

    server.answers(408, Map.of(), "");
    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void brokenServerIsUnavailable() {
    server.answers(500, error("api_error", "internal"));
    assertFails(Kind.UNAVAILABLE, "HTTP 500: internal");

    server.answers(502, Map.of("content-type", "text/html"), "<html>bad gateway</html>");
    assertFails(Kind.UNAVAILABLE, "HTTP 502");
  }

  @Test
  void silenceEndsAtTheTimeout() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    server.script(exchange -> await(over));

    LLMException e = failure(endpoint(server.baseUrl(), Duration.ofMillis(300)));

    over.countDown();
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(e.getMessage()).contains("no whole answer", "PT0.3S");
  }

  @Test
  void slowDripEndsAtTheTimeout() {
    CountDownLatch over = new CountDownLatch(1);
    server.script(
        exchange -> {
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (over.getCount() > 0) {
            body.write(' ');
            body.flush();
            await(over, Duration.ofMillis(20));
          }
        });

    LLMException e = failure(endpoint(server.baseUrl(), Duration.ofMillis(500)));

    over.countDown();
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(e.getMessage()).contains("no whole answer");
  }

  @Test
  void cutConnectionIsUnavailable() {
    server.script(exchange -> exchange.close());
    assertFails(Kind.UNAVAILABLE, "was cut");

    server.script(
        exchange -> {
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, 1_000);
          exchange
              .getResponseBody()
              .write(hello().substring(0, 20).getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          exchange.close();
        });
    assertFails(Kind.UNAVAILABLE, "was cut");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void refusedConnectionIsUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    LLMException e = failure(endpoint("http://127.0.0.1:" + port, LONG));

    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(e.getMessage()).contains("no connection to 127.0.0.1:" + port);
  }

  @Test
  void secureConnectionToAnInsecureServerIsUnavailable() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> plain = CompletableFuture.runAsync(() -> answerInPlainHttp(socket));

      LLMException e = failure(endpoint("https://127.0.0.1:" + socket.getLocalPort(), LONG));

      assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(e.getMessage()).contains("no secure connection");
      assertThat(plain.join()).isNull();
    }
  }

  private static void answerInPlainHttp(ServerSocket socket) {
    try (Socket client = socket.accept()) {
      assertThat(client.getInputStream().read()).isNotNegative();
      client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsNotJsonIsNoAnswer() {
    server.answers(200, Map.of("content-type", "text/html"), hello());
    assertFails(Kind.UNAVAILABLE, "the answer is text/html, not JSON");

    server.answers(200, Map.of(), hello());
    assertFails(Kind.UNAVAILABLE, "the answer is of no content type, not JSON");

    server.answers(200, AS_JSON, hello().substring(0, hello().length() / 2));
    assertFails(Kind.UNAVAILABLE, "the answer is not JSON from character");

    server.answers(200, AS_JSON, "");
    assertFails(Kind.UNAVAILABLE, "the answer is empty");

    server.answers(200, AS_JSON, "[1]");
    assertFails(Kind.UNAVAILABLE, "the answer is no JSON object");
  }

  @Test
  void invalidUtf8IsNotRepaired() {
    byte[] bytes = hello().replace("hello", "hell\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    server.answers(200, AS_JSON, bytes);

    assertFails(Kind.UNAVAILABLE, "the answer is not valid UTF-8");
  }

  @Test
  void answerOf100MegabytesIsNotReadToItsEnd() {
    long[] taken = {0};
    server.script(
        exchange -> {
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          byte[] megabyte = " ".repeat(1 << 20).getBytes(US_ASCII);
          try (exchange) {
            for (int i = 0; i < 100; i++) {
              exchange.getResponseBody().write(megabyte);
              taken[0]++;
            }
          }
        });
    assertFails(Kind.UNAVAILABLE, "the answer is longer than 16 MB");
    // What was read, and what fits into the sockets between.
    assertThat(taken[0]).isLessThan(60);
  }

  @Test
  void answerThatAnnounces100MegabytesIsNotRead() {
    server.script(
        exchange -> {
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, 100L << 20);
          exchange.getResponseBody().write(' ');
          exchange.getResponseBody().flush();
        });
    assertFails(Kind.UNAVAILABLE, "the answer is longer than 16 MB");
  }

  @Test
  void jsonOfAnotherShapeIsNoAnswer() {
    for (String json : misshapen()) {
      server.answers(200, json);
      assertFails(Kind.UNAVAILABLE, "the answer has");
    }
  }

  @Test
  void usageThatIsNotSaidIsNotMadeUp() {
    server.answers(200, hello().replaceFirst("\"usage\"", "\"used\""));

    assertThat(ask(question("Hello?")).usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void unknownOptionIsMisconfigured() {
    LLMEndpoint plain = endpoint(server.baseUrl(), LONG);
    LLMException e =
        failure(
            new LLMEndpoint(
                plain.protocol(),
                plain.baseUrl(),
                plain.model(),
                plain.apiKey(),
                plain.timeout(),
                Map.of("colour", "red")));

    assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(e.getMessage()).contains("no option colour", "known are");
  }

  @Test
  void cancelledCallIsGivenUp() throws InterruptedException {
    CountDownLatch came = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    server.script(
        exchange -> {
          came.countDown();
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
              Thread.sleep(10);
            }
          } catch (IOException e) {
            gone.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    CompletableFuture<LLMReply> reply =
        provider().ask(endpoint(server.baseUrl(), LONG), question("Hello?"));
    assertThat(came.await(30, TimeUnit.SECONDS)).isTrue();
    reply.cancel(true);

    assertThat(catchThrowable(reply::join)).isInstanceOf(CancellationException.class);
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void sixtyFourCallsGoOutAtOnce() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(64);
    server.script(
        exchange -> {
          all.countDown();
          await(all);
          byte[] body = hello().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });

    List<CompletableFuture<LLMReply>> replies = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      replies.add(provider().ask(endpoint(server.baseUrl(), LONG), question("Hello " + i)));
    }

    assertThat(replies).allMatch(reply -> reply.join().text().equals("hello"));
    assertThat(server.requests()).hasSize(64);
  }

  private static void await(CountDownLatch latch) {
    await(latch, Duration.ofSeconds(30));
  }

  private static void await(CountDownLatch latch, Duration most) {
    try {
      var unused = latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
