package dev.trace2skill.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.spi.JsonRecords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, each of which must be known.
 *
 * @param name what the object is, for messages
 */
record Members(String name, JsonNode object) {

  /**
   * An object with no other members than these.
   *
   * @throws Malformed when there are others, or it is no object
   */
  static Members of(String name, JsonNode object, List<String> known) throws Malformed {
    if (!object.isObject()) {
      throw new Malformed(name + " must be an object");
    }
    for (var member : object.properties()) {
      if (!known.contains(member.getKey())) {
        throw new Malformed(
            "%s has an unknown key '%s'; known: %s"
                .formatted(name, member.getKey(), String.join(", ", known)));
      }
    }
    return new Members(name, object);
  }

  JsonNode get(String key) {
    return object.path(key);
  }

  boolean has(String key) {
    return object.hasNonNull(key);
  }

  /** A text; null when it is absent or blank. */
  @Nullable String text(String key) throws Malformed {
    JsonNode value = get(key);
    if (has(key) && !value.isValueNode()) {
      throw new Malformed("%s: '%s' must be a text".formatted(name, key));
    }
    return has(key) && !value.asText().isBlank() ? value.asText() : null;
  }

  /** A text that must be there. */
  String needed(String key) throws Malformed {
    String text = text(key);
    if (text == null) {
      throw new Malformed("%s has no '%s'".formatted(name, key));
    }
    return text;
  }

  /** A text as it is, another value as JSON; null when it is absent. */
  @Nullable String value(String key) {
    JsonNode value = get(key);
    return !has(key) ? null : value.isTextual() ? value.textValue() : JsonRecords.text(value);
  }

  /** The elements of a list; none when it is absent. */
  List<JsonNode> list(String key) throws Malformed {
    if (has(key) && !get(key).isArray()) {
      throw new Malformed("%s: '%s' must be a list".formatted(name, key));
    }
    List<JsonNode> elements = new ArrayList<>();
    get(key).forEach(elements::add);
    return elements;
  }

  /** A list of texts. */
  List<String> texts(String key) throws Malformed {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(key)) {
      if (!element.isValueNode() || element.isNull()) {
        throw new Malformed("%s: '%s' must be a list of texts".formatted(name, key));
      }
      texts.add(element.asText());
    }
    return texts;
  }

  boolean flag(String key) throws Malformed {
    if (has(key) && !get(key).isBoolean()) {
      throw new Malformed("%s: '%s' must be true or false".formatted(name, key));
    }
    return get(key).asBoolean(false);
  }
}
