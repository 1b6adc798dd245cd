package dev.trace2skill.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.spi.LLMException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every provider makes of networks and answers that are broken. */
public abstract class LLMProviderFaults extends LLMProviderRefusals {

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
}
