package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import org.jspecify.annotations.Nullable;

/** JSON as it goes over the wire. */
final class Wire {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // What a vendor wants back to the letter must not lose a digit.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Answer.LIMIT_BYTES).build());
  }

  private Wire() {}

  /** The one value that a text is. */
  static JsonNode tree(String json) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(json);
    return node == null ? MAPPER.missingNode() : node;
  }

  /** A schema of ours, which is JSON unless its author erred. */
  static JsonNode schema(String json, String of) throws LLMException {
    try {
      JsonNode schema = tree(json);
      if (schema.isObject()) {
        return schema;
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    throw new LLMException(Kind.REJECTED, "the schema of " + of + " is no JSON object");
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  static LLMException malformed(String what) {
    return new LLMException(Kind.UNAVAILABLE, "the answer " + what);
  }

  /** A count in an answer; null where there is none. */
  static @Nullable Long count(JsonNode node) {
    return node.canConvertToLong() && node.isNumber() && node.longValue() >= 0
        ? Long.valueOf(node.longValue())
        : null;
  }
}
