package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Right is JSON with the same value: all of it, or the part that the option {@code path} names, as
 * in {@code $.orders[0].total}. Order and spelling make no difference but in lists and texts;
 * {@code absolute} is how far numbers may be apart, {@code more} allows members that are not
 * expected. Of an answer with a fenced block of JSON, the last such block counts.
 */
public final class JsonValue implements Comparing<JsonValue.Wanted> {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(500).build());
  }

  private static final Pattern FENCED =
      Pattern.compile(
          "^```[ \\t]*(?:json)?[ \\t]*\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  record Wanted(JsonNode value, JsonPath path, JsonDifferences compare) {}

  @Override
  public String evaluator() {
    return "json";
  }

  @Override
  public CheckResult compared(Check check, Wanted wanted, Output output) throws CheckException {
    JsonNode all = said(Looked.text(check, output));
    JsonNode value = wanted.path().in(all);
    if (value.isMissingNode()) {
      throw CheckException.failed("there is nothing at " + wanted.path());
    }
    return wanted.compare().result(check, wanted.path().toString(), value, wanted.value());
  }

  @Override
  public Wanted wanted(Check check) throws CheckException {
    Options options = Options.of(check, "path", "absolute", "more");
    JsonPath path = JsonPath.of(options.text("path", "$"));
    JsonNode value;
    try {
      value = JSON.readTree(Looked.expected(check));
    } catch (JsonProcessingException e) {
      throw CheckException.undecided("what is expected is no JSON; a text needs its quotes");
    }
    return new Wanted(
        value, path, new JsonDifferences(options.number("absolute", 0), options.flag("more")));
  }

  private static JsonNode said(String text) throws CheckException {
    Matcher fenced = FENCED.matcher(text);
    String json = text;
    while (fenced.find()) {
      json = fenced.group(1);
    }
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.isMissingNode()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Said below, without the parser's words.
    }
    throw CheckException.failed("is no JSON: " + Texts.shown(json));
  }
}
