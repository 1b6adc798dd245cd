package dev.trace2skill.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.trace2skill.model.UserError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a conf file says to one harness: keys that only its adapter knows.
 *
 * @param json an object as text, its keys in their order
 */
public record HarnessSettings(String json) implements Serializable {

  public static final HarnessSettings NONE = new HarnessSettings("{}");

  /** The settings in an object. */
  public static HarnessSettings of(JsonNode object) {
    try {
      Object plain = Json.MAPPER.treeToValue(object, TreeMap.class);
      return new HarnessSettings(
          Json.MAPPER
              .writer()
              .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(plain));
    } catch (JsonProcessingException e) {
      throw new UserError("the harness's settings are not a mapping of keys");
    }
  }

  /**
   * Fails when there is a key that the harness does not know.
   *
   * @throws UserError naming the key and those that are known
   */
  public HarnessSettings knowing(String harness, Set<String> keys) {
    tree()
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw new UserError(
                    "unknown setting '%s' of the harness %s; known: %s"
                        .formatted(
                            key, harness, String.join(", ", keys.stream().sorted().toList())));
              }
            });
    return this;
  }

  /** A text or a number as text; empty when the conf does not give it. */
  public Optional<String> text(String key) {
    JsonNode value = tree().path(key);
    if (value.isContainerNode()) {
      throw new UserError("the setting '" + key + "' is one value");
    }
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  /**
   * A whole number.
   *
   * @throws UserError when it is none, or less than 1
   */
  public int number(String key, int standard) {
    Optional<String> text = text(key);
    try {
      int number = text.map(Integer::parseInt).orElse(standard);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UserError("the setting '" + key + "' is a whole number of at least 1");
  }

  /** A list of texts; a single text is a list of one. */
  public List<String> list(String key) {
    JsonNode value = tree().path(key);
    if (!value.isArray()) {
      return text(key).stream().toList();
    }
    List<String> all = new ArrayList<>();
    value.forEach(element -> all.add(element.asText()));
    return all;
  }

  private JsonNode tree() {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("written by ourselves", e);
    }
  }
}
