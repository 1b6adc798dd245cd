package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every provider makes of a vendor that says no, and how it keeps a key. */
public abstract class LLMProviderRefusals extends LLMProviderCase {

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
}
