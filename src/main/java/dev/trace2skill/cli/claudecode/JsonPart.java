package dev.trace2skill.cli.claudecode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON text and where it stands there, in characters.
 *
 * @param start of its key, for a member of an object; else of the value
 * @param valueStart of the value
 * @param end just behind it
 * @param key for a member of an object
 * @param text for a string
 * @param children members of an object, elements of a list
 */
record JsonPart(
    JsonToken kind,
    int start,
    int valueStart,
    int end,
    @Nullable String key,
    @Nullable String text,
    List<JsonPart> children) {

  private static final StreamReadConstraints ANY_SIZE =
      StreamReadConstraints.builder()
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  JsonPart {
    children = List.copyOf(children);
  }

  boolean isObject() {
    return kind == JsonToken.START_OBJECT;
  }

  boolean isList() {
    return kind == JsonToken.START_ARRAY;
  }

  /** The member of that name; null when there is none. */
  @Nullable JsonPart member(String name) {
    return children.stream().filter(c -> name.equals(c.key)).findFirst().orElse(null);
  }

  /**
   * Reads a text that is one JSON value.
   *
   * @throws UserError saying what is wrong with it and where
   */
  static JsonPart parse(String text) {
    try {
      return parse(text, strict().build());
    } catch (JsonParseException | StreamConstraintsException e) {
      throw new UserError(reason(text, e));
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot be read", e);
    }
  }

  private static JsonFactoryBuilder strict() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(ANY_SIZE)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  private static JsonPart parse(String text, JsonFactory factory) throws IOException {
    try (JsonParser parser = factory.createParser(new StringReader(text))) {
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "it is empty");
      }
      JsonPart root = value(parser, null, -1);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is more after its end");
      }
      return root;
    }
  }

  private static JsonPart value(JsonParser parser, @Nullable String key, int keyStart)
      throws IOException {
    JsonToken kind = Objects.requireNonNull(parser.currentToken());
    int start = (int) parser.currentTokenLocation().getCharOffset();
    List<JsonPart> children = new ArrayList<>();
    if (kind == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        int at = (int) parser.currentTokenLocation().getCharOffset();
        String name = parser.currentName();
        parser.nextToken();
        children.add(value(parser, name, at));
      }
    } else if (kind == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        children.add(value(parser, null, -1));
      }
    }
    parser.finishToken();
    int end = (int) parser.currentLocation().getCharOffset();
    String text = kind == JsonToken.VALUE_STRING ? parser.getText() : null;
    return new JsonPart(kind, key == null ? start : keyStart, start, end, key, text, children);
  }

  private static String reason(String text, JsonProcessingException e) {
    String at =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate field")) {
      return "the key " + message.replaceFirst("Duplicate field ", "") + " stands there twice" + at;
    }
    if (reads(text, JsonReadFeature.ALLOW_JAVA_COMMENTS)) {
      return "it has a comment, which JSON does not know" + at + ": take it out first";
    }
    if (reads(text, JsonReadFeature.ALLOW_TRAILING_COMMA)) {
      return "it has a comma too many" + at;
    }
    return "it is no JSON" + at + ": " + message.lines().findFirst().orElse("");
  }

  /** Whether the text could be read if JSON allowed one thing more. */
  private static boolean reads(String text, JsonReadFeature feature) {
    try {
      parse(text, strict().enable(feature).build());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
