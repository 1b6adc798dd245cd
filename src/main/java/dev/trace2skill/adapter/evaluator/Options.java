package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trace2skill.model.Check;
import java.util.ArrayList;
import java.util.List;

/** The options of a check, by name. */
public final class Options {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final JsonNode all;

  private Options(JsonNode all) {
    this.all = all;
  }

  /**
   * Reads the options of a check.
   *
   * @param known the names that there are
   * @throws CheckException when there are others, or the text is no JSON object
   */
  public static Options of(Check check, String... known) throws CheckException {
    List<String> names = List.of(known);
    JsonNode all = parsed(check.options());
    for (var option : all.properties()) {
      if (!names.contains(option.getKey())) {
        throw CheckException.undecided(
            "unknown option '%s'; known: %s"
                .formatted(option.getKey(), names.isEmpty() ? "none" : String.join(", ", names)));
      }
    }
    return new Options(all);
  }

  private static JsonNode parsed(String text) throws CheckException {
    try {
      JsonNode all = JSON.readTree(text);
      if (all.isObject()) {
        return all;
      }
    } catch (JsonProcessingException e) {
      // Said below: the parser's words quote the text.
    }
    throw CheckException.undecided("the options are no JSON object");
  }

  /** Whether an option is given. */
  public boolean has(String name) {
    return all.hasNonNull(name);
  }

  /** A yes or no; no when it is not given. */
  public boolean flag(String name) throws CheckException {
    JsonNode value = all.path(name);
    if (has(name) && !value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.asBoolean(false);
  }

  /** A number from 0 on. */
  public double number(String name, double otherwise) throws CheckException {
    JsonNode value = all.path(name);
    if (has(name) && !(value.isNumber() && value.doubleValue() >= 0)) {
      throw wrong(name, "a number from 0 on");
    }
    return value.asDouble(otherwise);
  }

  /** A text. */
  public String text(String name, String otherwise) throws CheckException {
    JsonNode value = all.path(name);
    if (has(name) && !value.isTextual()) {
      throw wrong(name, "a text");
    }
    return has(name) ? value.textValue() : otherwise;
  }

  /** A list of texts; a text by itself is a list of one. */
  public List<String> texts(String name) throws CheckException {
    JsonNode value = all.path(name);
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.textValue());
    }
    for (JsonNode item : value.isArray() ? value : JSON.createArrayNode()) {
      texts.add(item.asText());
    }
    if (has(name) && texts.isEmpty()) {
      throw wrong(name, "a list of texts");
    }
    return texts;
  }

  private static CheckException wrong(String name, String what) {
    return CheckException.undecided("option '%s' must be %s".formatted(name, what));
  }
}
