package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every provider does with every kind of answer: a provider is done when it passes. */
public abstract class LLMProviderContract extends LLMProviderFaults {

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
  void usageThatIsNotSaidIsNotMadeUp() {
    server.answers(200, hello().replaceFirst("\"usage\"", "\"used\""));

    assertThat(ask(question("Hello?")).usage()).isEqualTo(Usage.NONE);
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
}
