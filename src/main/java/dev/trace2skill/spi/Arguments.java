package dev.trace2skill.spi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a tool call as one JSON object, whatever way they were written down.
 *
 * @param json the object as text; what cannot be read is kept as {@code {"_raw": ".."}}
 * @param diagnostic what had to be guessed; null when nothing had
 */
public record Arguments(String json, @Nullable String diagnostic) {

  /** Encoded twice occurs; encoded four times would be a bomb. */
  private static final int LAYERS = 3;

  /** Reads an object, JSON in a string, JSON in a string in a string, or Python's dict. */
  public static Arguments of(JsonNode node) {
    JsonNode value = node;
    for (int i = 0; i < LAYERS && value.isTextual(); i++) {
      String text = value.textValue();
      if (text.isBlank()) {
        return new Arguments("{}", null);
      }
      Optional<JsonNode> inner = json(text);
      if (inner.isEmpty()) {
        return PythonLiteral.parse(text)
            .filter(JsonNode::isObject)
            .map(dict -> new Arguments(JsonRecords.text(dict), null))
            .orElseGet(() -> raw(text, "arguments are not JSON"));
      }
      value = inner.get();
    }
    if (value.isObject()) {
      return new Arguments(JsonRecords.text(value), null);
    }
    return value.isNull() || value.isMissingNode()
        ? new Arguments("{}", null)
        : raw(JsonRecords.text(value), "arguments are no JSON object");
  }

  private static Arguments raw(String text, String diagnostic) {
    JsonNode kept = JsonNodeFactory.instance.objectNode().put("_raw", text);
    return new Arguments(JsonRecords.text(kept), diagnostic);
  }

  /** The one value that a text is. */
  private static Optional<JsonNode> json(String text) {
    try (JsonParser parser = Json.parser(new StringReader(text))) {
      JsonNode value = Json.tree(parser);
      return value.isMissingNode() || parser.nextToken() != null
          ? Optional.empty()
          : Optional.of(value);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be read", e);
    }
  }
}
