package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.Embedding;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * OpenAI's embeddings, which most other vendors and servers speak as well. The request is one
 * message, and the answer is its {@link Embedding}. The option {@code dimensions} asks for shorter
 * vectors where the model can make them.
 */
public final class OpenAiEmbeddings implements LLMProvider {

  private static final Dialect DIALECT =
      new Dialect("/embeddings", Map.of(), "authorization", "Bearer ", OpenAiEmbeddings::read);

  private static final Map<String, List<String>> OPTIONS = Map.of("dimensions", List.of());

  @Override
  public String protocol() {
    return "openai-embeddings";
  }

  @Override
  public CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
    try {
      return Post.send(endpoint, DIALECT, body(endpoint, request));
    } catch (LLMException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static ObjectNode body(LLMEndpoint endpoint, LLMRequest request) throws LLMException {
    Options.check(endpoint, OPTIONS);
    boolean isOneText =
        request.messages().size() == 1
            && request.system().isEmpty()
            && request.tools().isEmpty()
            && request.answerSchema() == null;
    if (!isOneText) {
      throw new LLMException(Kind.REJECTED, "only a single text has an embedding");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", endpoint.model()).put("input", request.messages().get(0).text());
    String dimensions = endpoint.options().get("dimensions");
    if (dimensions != null) {
      try {
        body.put("dimensions", Integer.parseInt(dimensions));
      } catch (NumberFormatException e) {
        throw new LLMException(Kind.MISCONFIGURED, "the option dimensions is a number");
      }
    }
    return body;
  }

  private static LLMReply read(JsonNode answer) throws LLMException {
    JsonNode vector = answer.path("data").path(0).path("embedding");
    Embedding embedding;
    try {
      embedding = Embedding.of(vector.isTextual() ? decoded(vector.textValue()) : numbers(vector));
    } catch (IllegalArgumentException e) {
      throw Wire.malformed("has no embedding");
    }
    JsonNode usage = answer.path("usage");
    Long prompt = Wire.count(usage.path("prompt_tokens"));
    Long total = Wire.count(usage.path("total_tokens"));
    return new LLMReply(
        embedding.text(),
        List.of(),
        Stop.END,
        new Usage(prompt == null ? total : prompt, 0L, null, null, null),
        answer.path("model").asText(),
        null);
  }

  private static float[] numbers(JsonNode array) {
    float[] vector = new float[array.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!array.get(i).isNumber()) {
        throw new IllegalArgumentException("no number");
      }
      vector[i] = array.get(i).floatValue();
    }
    return vector;
  }

  /** Some servers write vectors in Base64 unasked: four bytes a number, the lowest first. */
  private static float[] decoded(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    float[] vector = new float[bytes.length / Float.BYTES];
    FloatBuffer unused =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
