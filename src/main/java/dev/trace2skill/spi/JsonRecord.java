package dev.trace2skill.spi;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON file, or what was wrong where a value should have been. Exactly one of value
 * and error is set.
 *
 * @param line line on which the value starts, from 1
 * @param value the value, free of lone surrogates
 * @param error why there is no value
 */
public record JsonRecord(long line, @Nullable JsonNode value, @Nullable String error) {

  public JsonRecord {
    if ((value == null) == (error == null)) {
      throw new IllegalArgumentException("a record is either a value or an error");
    }
  }

  static JsonRecord good(long line, JsonNode value) {
    return new JsonRecord(line, value, null);
  }

  static JsonRecord bad(long line, String error) {
    return new JsonRecord(line, null, error);
  }
}
