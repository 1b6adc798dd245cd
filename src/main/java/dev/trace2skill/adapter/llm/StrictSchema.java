package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schemas that can be enforced to the letter: every object in them requires all its properties
 * and allows no others. A request to enforce another one is refused.
 */
final class StrictSchema {

  private StrictSchema() {}

  static boolean holds(JsonNode schema) {
    if (schema.isObject() && schema.has("properties") && !isClosed(schema)) {
      return false;
    }
    if (schema.path("type").asText().equals("object") && !schema.has("properties")) {
      return false;
    }
    for (JsonNode part : schema) {
      if (part.isContainerNode() && !holds(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClosed(JsonNode schema) {
    Set<String> properties = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(properties::add);
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    return required.equals(properties)
        && schema.path("additionalProperties").isBoolean()
        && !schema.path("additionalProperties").booleanValue();
  }
}
