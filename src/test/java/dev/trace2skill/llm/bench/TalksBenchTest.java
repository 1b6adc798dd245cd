package dev.trace2skill.llm.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.llm.bench.TalksBench.Round;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.testing.SparkTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TalksBenchTest {

  @TempDir Path folder;

  @Test
  void everyRequestIsInTheLedgerAndEveryRoundAsksAnew() throws Exception {
    TalksBench bench = new TalksBench(Http::new, 30, 3, Duration.ofMillis(20), 8);

    List<Round> rounds = bench.run(SparkTest.spark(), folder.toString(), 2);

    assertThat(rounds).extracting(Round::requests).containsExactly(90L, 90L);
    assertThat(rounds).extracting(Round::ledgerRequests).containsExactly(90L, 90L);
    assertThat(rounds).allMatch(round -> round.efficiency() > 0 && round.efficiency() <= 1);
    // From 0.8 to 1.2 times 20 ms each.
    assertThat(rounds).allMatch(round -> round.workSeconds() > 1.44 && round.workSeconds() < 2.16);
  }

  /** As little of the protocol as the server needs. */
  static final class Http implements LLMProvider {

    private static final HttpClient CLIENT =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String protocol() {
      return "openai-compatible";
    }

    @Override
    public CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
      HttpRequest http =
          HttpRequest.newBuilder(URI.create(endpoint.baseUrl() + "/chat/completions"))
              .POST(BodyPublishers.ofString(request.json(), UTF_8))
              .build();
      return CLIENT.sendAsync(http, BodyHandlers.ofString()).thenApply(r -> reply(r.body()));
    }

    private static LLMReply reply(String body) {
      try {
        JsonNode json = JSON.readTree(body);
        return new LLMReply(
            json.at("/choices/0/message/content").asText(),
            List.of(),
            Stop.END,
            new Usage(
                json.at("/usage/prompt_tokens").asLong(),
                json.at("/usage/completion_tokens").asLong(),
                null,
                null,
                null),
            json.path("model").asText(),
            null);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the server writes JSON", e);
      }
    }
  }
}
