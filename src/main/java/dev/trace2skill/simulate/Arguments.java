package dev.trace2skill.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** The arguments of a call. */
record Arguments(JsonNode object) {

  static Arguments parse(String text) throws ToolException {
    try {
      JsonNode object = Json.MAPPER.readTree(text);
      if (!object.isObject()) {
        throw new ToolException("arguments are no JSON object");
      }
      return new Arguments(object);
    } catch (JsonProcessingException e) {
      throw new ToolException("arguments are no JSON");
    }
  }

  String text(String name) throws ToolException {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw new ToolException("argument " + name + " is missing");
    }
    return value.textValue();
  }

  int number(String name, int otherwise) throws ToolException {
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isInt()) {
      throw new ToolException("argument " + name + " is no number");
    }
    return value.intValue();
  }
}
