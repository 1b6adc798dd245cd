package dev.trace2skill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelServerTest {

  private static final Faults OFTEN =
      new Faults(7, 0.2, 0.1, 0.1, 0.1, Duration.ofMillis(5), 0.5, Duration.ofMillis(1_500));

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void everythingThatComesIsAccountedFor() throws Exception {
    try (ModelServer server = ModelServer.start(0, asked -> Said.text("yes"), OFTEN)) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        statuses.add(post(server, "question " + i % 150));
      }

      ModelCounts counts = server.counts();
      assertThat(counts.received()).isEqualTo(200);
      assertThat(counts.answered()).isEqualTo(count(statuses, 200)).isPositive();
      assertThat(counts.rateLimited()).isEqualTo(count(statuses, 429)).isPositive();
      assertThat(counts.overloaded()).isEqualTo(count(statuses, 529)).isPositive();
      assertThat(counts.cutBefore()).isPositive();
      assertThat(counts.lost()).isPositive();
      assertThat(counts.cutBefore() + counts.lost()).isEqualTo(count(statuses, 0));
      assertThat(counts.seen()).hasSize(150);
      assertThat(counts.billed().values().stream().mapToInt(times -> times).sum())
          .isEqualTo(counts.answered() + counts.lost());
      assertThat(counts.lostInputTokens()).isPositive();
    }
  }

  private static long count(List<Integer> statuses, int status) {
    return statuses.stream().filter(each -> each == status).count();
  }

  @Test
  void sameSeedBringsTheSameFate() throws Exception {
    assertThat(statuses()).isEqualTo(statuses());
  }

  private List<Integer> statuses() throws Exception {
    try (ModelServer server = ModelServer.start(0, asked -> Said.text("yes"), OFTEN)) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        statuses.add(post(server, "question " + i % 10));
      }
      return statuses;
    }
  }

  @Test
  void slowAnswersHoldNoThreads() {
    Faults slow = Faults.NONE.withLatency(Duration.ofMillis(700), 0);
    try (ModelServer server = ModelServer.start(0, asked -> Said.text("yes"), slow)) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 256)
              .mapToObj(
                  i ->
                      client.sendAsync(
                          request(server, "question " + i), HttpResponse.BodyHandlers.ofString()))
              .toList();

      assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
      assertThat(
              Thread.getAllStackTraces().keySet().stream()
                  .filter(thread -> thread.getName().equals("model-server")))
          .hasSizeLessThan(20);
    }
  }

  @Test
  void countsCanBeFetchedAsJson() throws Exception {
    try (ModelServer server = ModelServer.start(asked -> Said.text("yes"))) {
      assertThat(post(server, "question")).isEqualTo(200);
      URI counts = URI.create(server.baseUrl()).resolve("/counts");

      String json =
          client
              .send(HttpRequest.newBuilder(counts).build(), HttpResponse.BodyHandlers.ofString())
              .body();

      assertThat(ModelCounts.of(json)).isEqualTo(server.counts());
      assertThat(json).contains("\"received\" : 1", "\"output_tokens\" : 1");
    }
  }

  /** The status; 0 when the connection was cut. */
  private int post(ModelServer server, String question) throws InterruptedException {
    try {
      return client
          .send(request(server, question), HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static HttpRequest request(ModelServer server, String question) {
    return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
                    + question
                    + "\"}]}"))
        .build();
  }
}
