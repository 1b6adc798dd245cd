package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns values into their shapes, so that what one run's data says never enters a lesson. */
final class Masks {

  private static final Pattern WORD_VALUE = Pattern.compile("[a-z][a-z_-]{0,23}");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");
  private static final Pattern ID = Pattern.compile("\\S*[0-9#@_/\\\\{}\\[\\]]\\S*");
  private static final int LONGEST_SHAPE = 20;
  private static final int LONGEST_TEMPLATE = 100;
  private static final int LONGEST_MESSAGE = 2000;

  private Masks() {}

  /**
   * The shape of an argument: a short lower-case word or a truth value stays as it is, digits
   * become {@code 9}, other letters {@code a} or {@code A}, a list its length. Empty for what has
   * no telling shape: objects, nulls and long texts.
   */
  static Optional<String> shape(JsonNode value) {
    if (value.isBoolean()) {
      return Optional.of(value.asText());
    }
    if (value.isNumber()) {
      return Optional.of("<number>");
    }
    if (value.isArray()) {
      return Optional.of("[" + value.size() + "]");
    }
    if (!value.isTextual() || value.textValue().length() > LONGEST_SHAPE) {
      return Optional.empty();
    }
    String text = value.textValue();
    return Optional.of(
        isWord(text)
            ? text
            : text.replaceAll("[0-9]", "9")
                .replaceAll("\\p{Lu}", "A")
                .replaceAll("\\p{Ll}", "a")
                .replaceAll("[\\p{L}&&[^Aa]]", "a"));
  }

  static boolean isWord(String shape) {
    return WORD_VALUE.matcher(shape).matches();
  }

  /** Whether a shape still spells the value out. */
  static boolean spellsOut(JsonNode value) {
    return value.isTextual() && isWord(value.textValue());
  }

  /**
   * An error message with what belongs to one run masked: quoted texts, tokens with digits or
   * signs, and every word of the call's own arguments.
   */
  static String template(String message, JsonNode arguments) {
    String start = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    String line = start.strip().lines().findFirst().orElse("");
    Set<String> own = new HashSet<>();
    words(arguments, own);
    String masked =
        SPACE
            .splitAsStream(QUOTED.matcher(line).replaceAll("<id>"))
            .map(w -> ID.matcher(w).matches() || own.contains(bare(w)) ? "<id>" : w)
            .collect(Collectors.joining(" "))
            .replaceAll("<id>( <id>)+", "<id>");
    return masked.length() <= LONGEST_TEMPLATE ? masked : masked.substring(0, LONGEST_TEMPLATE);
  }

  /** Every word of every value below a node, lower-cased, without punctuation around it. */
  static void words(JsonNode node, Set<String> into) {
    if (node.isContainerNode()) {
      node.forEach(child -> words(child, into));
    } else {
      words(node.asText(), into);
    }
  }

  /** Every word of a text, lower-cased, without punctuation around it. */
  static void words(String text, Set<String> into) {
    SPACE.splitAsStream(text).map(Masks::bare).filter(w -> !w.isEmpty()).forEach(into::add);
  }

  static String bare(String word) {
    return word.replaceAll("^\\P{Alnum}+|\\P{Alnum}+$", "").toLowerCase(Locale.ROOT);
  }
}
