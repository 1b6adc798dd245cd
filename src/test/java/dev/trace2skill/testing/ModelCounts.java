package dev.trace2skill.testing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link ModelServer} did. Billed is what it answered, whether or not the answer arrived.
 *
 * @param received every request; the sum of the six that follow when none is being worked on
 * @param rateLimited answered 429
 * @param overloaded answered 529
 * @param rejected answered 400, for they could not be read
 * @param cutBefore cut and not billed
 * @param lost billed, but cut or given up by the client before the answer was written
 * @param answered billed, and the answer was written
 * @param inputTokens billed for answers that were written
 * @param outputTokens billed for answers that were written
 * @param lostInputTokens billed for the lost
 * @param lostOutputTokens billed for the lost
 * @param seen how often each request came, by the hash of its body
 * @param billed how often each request was billed, by the same hash
 */
public record ModelCounts(
    long received,
    long rateLimited,
    long overloaded,
    long rejected,
    long cutBefore,
    long lost,
    long answered,
    long inputTokens,
    long outputTokens,
    long lostInputTokens,
    long lostOutputTokens,
    Map<String, Integer> seen,
    Map<String, Integer> billed) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public ModelCounts {
    seen = Map.copyOf(seen);
    billed = Map.copyOf(billed);
  }

  /** How many requests were billed more than once: paid twice. */
  public long billedTwice() {
    return billed.values().stream().filter(times -> times > 1).count();
  }

  public String json() {
    try {
      return MAPPER.writeValueAsString(
          new ModelCounts(
              received,
              rateLimited,
              overloaded,
              rejected,
              cutBefore,
              lost,
              answered,
              inputTokens,
              outputTokens,
              lostInputTokens,
              lostOutputTokens,
              new TreeMap<>(seen),
              new TreeMap<>(billed)));
    } catch (IOException e) {
      throw new UncheckedIOException("counts can be written", e);
    }
  }

  /** The counts of a server in another process, as its {@code /counts} gives them. */
  public static ModelCounts of(String json) {
    try {
      return MAPPER.readValue(json, ModelCounts.class);
    } catch (IOException e) {
      throw new UncheckedIOException("no counts", e);
    }
  }
}
