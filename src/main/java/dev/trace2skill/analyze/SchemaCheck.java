package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a value against a JSON schema: types, members, items, choices and limits, which is all
 * that the schemas of this package use.
 */
final class SchemaCheck {

  private final List<String> problems = new ArrayList<>();

  private SchemaCheck() {}

  /** What is wrong with a value, one phrase a problem, each with its place and what is expected. */
  static List<String> problems(JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck();
    check.check(schema, value, "");
    return List.copyOf(check.problems);
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    String type = schema.path("type").asText();
    if (!isOf(type, value)) {
      problems.add("%s must be %s, not %s".formatted(name(at), article(type), kind(value)));
      return;
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      problems.add("%s must be one of %s".formatted(name(at), schema.path("enum")));
    }
    switch (type) {
      case "object" -> members(schema, value, at);
      case "array" -> items(schema, value, at);
      case "string" -> limits(schema, value.asText().length(), "Length", "characters", at);
      default -> range(schema, value, at);
    }
  }

  private void members(JsonNode schema, JsonNode value, String at) {
    JsonNode known = schema.path("properties");
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        problems.add("%s is missing".formatted(name(at + "." + name.asText())));
      }
    }
    value
        .properties()
        .forEach(
            member -> {
              String place = at + "." + member.getKey();
              if (known.has(member.getKey())) {
                check(known.path(member.getKey()), member.getValue(), place);
              } else if (schema.path("additionalProperties").isBoolean()) {
                List<String> names = new ArrayList<>();
                known.fieldNames().forEachRemaining(names::add);
                problems.add("%s is no parameter; known are %s".formatted(name(place), names));
              }
            });
  }

  private void items(JsonNode schema, JsonNode value, String at) {
    limits(schema, value.size(), "Items", "items", at);
    for (int i = 0; i < value.size(); i++) {
      check(schema.path("items"), value.path(i), at + "[" + i + "]");
    }
  }

  private void limits(JsonNode schema, int size, String suffix, String unit, String at) {
    if (schema.has("min" + suffix) && size < schema.path("min" + suffix).asInt()) {
      problems.add(
          "%s must have at least %d %s"
              .formatted(name(at), schema.path("min" + suffix).asInt(), unit));
    }
    if (schema.has("max" + suffix) && size > schema.path("max" + suffix).asInt()) {
      problems.add(
          "%s must have at most %d %s, not %d"
              .formatted(name(at), schema.path("max" + suffix).asInt(), unit, size));
    }
  }

  private void range(JsonNode schema, JsonNode value, String at) {
    if (schema.has("minimum") && value.asLong() < schema.path("minimum").asLong()) {
      problems.add("%s must be at least %d".formatted(name(at), schema.path("minimum").asLong()));
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber() && value.canConvertToInt();
      case "boolean" -> value.isBoolean();
      default -> throw new IllegalArgumentException("a schema of type " + type);
    };
  }

  private static String kind(JsonNode value) {
    return article(
        switch (value.getNodeType()) {
          case ARRAY -> "array";
          case OBJECT -> "object";
          case STRING -> "string";
          case NUMBER -> value.isIntegralNumber() ? "number so large" : "fraction";
          case BOOLEAN -> "boolean";
          case NULL, MISSING, BINARY, POJO -> "null";
        });
  }

  private static String article(String type) {
    boolean vowel = !type.isEmpty() && "aeiou".indexOf(type.charAt(0)) >= 0;
    return type.equals("null") ? type : (vowel ? "an " : "a ") + type;
  }

  private static String name(String at) {
    return at.isEmpty() ? "the whole" : at.startsWith(".") ? at.substring(1) : at;
  }
}
