package dev.trace2skill.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.spi.Embedding;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.testing.ScriptedServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiEmbeddingsTest {

  private static final String NUMBERS = "[0.6, -0.8]";

  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void textGoesOutAloneAndItsVectorComesBack() {
    server.answers(200, answer(NUMBERS));

    LLMReply reply = ask(Map.of(), request("Ask first."));

    assertThat(server.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/v1/embeddings");
              assertThat(request.body())
                  .isEqualTo("{\"model\":\"small\",\"input\":\"Ask first.\"}");
            });
    assertThat(reply.usage().inputTokens()).isEqualTo(3);
    assertThat(Embedding.parse(reply.text()).cosine(Embedding.of(new float[] {0, -2})))
        .isCloseTo(0.8, within(1e-6));
  }

  @Test
  void shorterVectorsAreAskedFor() {
    server.answers(200, answer(NUMBERS));

    var unused = ask(Map.of("dimensions", "2"), request("x"));

    assertThat(server.requests().get(0).body()).endsWith("\"dimensions\":2}");
    assertThat(failure(Map.of("dimensions", "two"), request("x"))).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure(Map.of("size", "2"), request("x"))).isEqualTo(Kind.MISCONFIGURED);
  }

  @Test
  void vectorsInBase64AreTheSame() {
    server.answers(200, answer(NUMBERS));
    String plain = ask(Map.of(), request("x")).text();
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(0.6f).putFloat(-0.8f);
    server.answers(200, answer('"' + Base64.getEncoder().encodeToString(bytes.array()) + '"'));

    assertThat(ask(Map.of(), request("x")).text()).isEqualTo(plain);
  }

  @Test
  void whatHasNoVectorIsNoAnswer() {
    for (String vector : List.of("[]", "[0, 0]", "[\"a\"]", "null", "\"!\"", "[1e400]")) {
      server.answers(200, answer(vector));

      assertThat(failure(Map.of(), request("x"))).as(vector).isEqualTo(Kind.UNAVAILABLE);
    }
    server.answers(200, "{\"data\": []}");
    assertThat(failure(Map.of(), request("x"))).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void talkHasNoEmbedding() {
    LLMRequest talk =
        new LLMRequest("Be brief.", List.of(LLMMessage.user("x")), List.of(), null, Sampling.of(1));

    assertThat(failure(Map.of(), talk)).isEqualTo(Kind.REJECTED);
    assertThat(server.requests()).isEmpty();
  }

  private static String answer(String vector) {
    return """
        {"object": "list", "model": "small-1", "usage": {"prompt_tokens": 3, "total_tokens": 3},
         "data": [{"object": "embedding", "index": 0, "embedding": %s}]}"""
        .formatted(vector);
  }

  private static LLMRequest request(String text) {
    return new LLMRequest("", List.of(LLMMessage.user(text)), List.of(), null, Sampling.of(1));
  }

  private Kind failure(Map<String, String> options, LLMRequest request) {
    CompletionException e =
        catchThrowableOfType(CompletionException.class, () -> ask(options, request));
    return ((LLMException) e.getCause()).kind();
  }

  private LLMReply ask(Map<String, String> options, LLMRequest request) {
    LLMEndpoint endpoint =
        new LLMEndpoint(
            "openai-embeddings",
            server.baseUrl(),
            "small",
            Secret.NONE,
            Duration.ofSeconds(60),
            options);
    return new OpenAiEmbeddings().ask(endpoint, request).join();
  }
}
