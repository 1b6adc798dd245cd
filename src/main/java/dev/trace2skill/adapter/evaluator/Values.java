package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When two values are the same, and whether a text says one. */
final class Values {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Lists that an agent wrote down as Python does.
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  /** Part of a word, of a longer number or of a date is no number. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.]|\\w-)-?\\d{1,40}(?:\\.\\d{1,40})?(?!\\w|\\.\\d|-\\d)");

  private static final Pattern GROUPING = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
  private static final Pattern CURRENCY = Pattern.compile("[$\u20ac\u00a3](?=\\s?-?\\d)");

  private Values() {}

  /** A JSON text as what it is, any other text as text. */
  static JsonNode parsed(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node == null || node instanceof MissingNode ? TextNode.valueOf(text) : node;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  /**
   * Same for same values, whatever the order of keys, the spelling of numbers and empty members.
   */
  static String canonical(JsonNode value) {
    if (value.isObject()) {
      Map<String, String> members = new TreeMap<>();
      value.properties().stream()
          .filter(member -> !isNothing(member.getValue()))
          .forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
      return members.toString();
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(canonical(item)));
      return items.toString();
    }
    String text = folded(value.asText());
    return number(text).map(n -> n.stripTrailingZeros().toPlainString()).orElse('"' + text + '"');
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.textValue().isBlank());
  }

  /** Whether a text says a value: a number as a number, a text as whole words. */
  static boolean says(String text, String value) {
    String wanted = folded(value);
    if (wanted.isEmpty()) {
      return true;
    }
    String said = folded(text);
    Optional<BigDecimal> number = number(wanted);
    return number.isPresent() ? saysNumber(said, number.get()) : saysWords(said, wanted);
  }

  private static boolean saysNumber(String said, BigDecimal wanted) {
    Matcher numbers = NUMBER.matcher(said);
    while (numbers.find()) {
      if (new BigDecimal(numbers.group()).compareTo(wanted) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysWords(String said, String wanted) {
    for (int at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean begins = at == 0 || !bothInWord(said.charAt(at - 1), wanted.charAt(0));
      boolean ends =
          end == said.length() || !bothInWord(said.charAt(end), wanted.charAt(wanted.length() - 1));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  private static boolean bothInWord(char a, char b) {
    return Character.isLetterOrDigit(a) && Character.isLetterOrDigit(b);
  }

  private static Optional<BigDecimal> number(String folded) {
    return NUMBER.matcher(folded).matches()
        ? Optional.of(new BigDecimal(folded))
        : Optional.empty();
  }

  /** Case, kinds of blanks and of digits, grouping and currency signs make no difference. */
  private static String folded(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s+", " ")
            .strip();
    return CURRENCY.matcher(GROUPING.matcher(plain).replaceAll("")).replaceAll("");
  }
}
