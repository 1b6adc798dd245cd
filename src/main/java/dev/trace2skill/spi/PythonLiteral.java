package dev.trace2skill.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Python's {@code repr} makes of plain data, read back. */
final class PythonLiteral {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,400}(\\.[0-9]{0,400})?([eE][+-]?[0-9]{1,3})?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,8}");
  private static final int DEPTH = 200;

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  static Optional<JsonNode> parse(String text) {
    PythonLiteral literal = new PythonLiteral(text);
    try {
      JsonNode value = literal.value(0);
      literal.space();
      return literal.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (NotPython e) {
      return Optional.empty();
    }
  }

  private JsonNode value(int depth) throws NotPython {
    if (depth > DEPTH) {
      throw new NotPython();
    }
    char c = peek();
    return switch (c) {
      case '{' -> dict(depth);
      case '[' -> list(depth, ']');
      case '(' -> list(depth, ')');
      case '\'', '"' -> NODES.textNode(Json.whole(string()));
      default -> Character.isLetter(c) ? word() : number();
    };
  }

  private JsonNode dict(int depth) throws NotPython {
    ObjectNode dict = NODES.objectNode();
    at++;
    while (peek() != '}') {
      JsonNode key = value(depth + 1);
      expect(':');
      dict.set(key.isTextual() ? key.textValue() : JsonRecords.text(key), value(depth + 1));
      comma('}');
    }
    at++;
    return dict;
  }

  private JsonNode list(int depth, char close) throws NotPython {
    ArrayNode list = NODES.arrayNode();
    at++;
    while (peek() != close) {
      list.add(value(depth + 1));
      comma(close);
    }
    at++;
    return list;
  }

  private JsonNode word() throws NotPython {
    return switch (match(WORD)) {
      case "True", "true" -> NODES.booleanNode(true);
      case "False", "false" -> NODES.booleanNode(false);
      case "None", "null" -> NODES.nullNode();
      case "nan" -> NODES.numberNode(Double.NaN);
      case "inf" -> NODES.numberNode(Double.POSITIVE_INFINITY);
      default -> throw new NotPython();
    };
  }

  private JsonNode number() throws NotPython {
    String digits = match(NUMBER);
    if (digits.matches("[+-]?[0-9]+")) {
      BigInteger whole = new BigInteger(digits);
      return whole.bitLength() < 64 ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole);
    }
    return NODES.numberNode(new BigDecimal(digits).doubleValue());
  }

  private String match(Pattern pattern) throws NotPython {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new NotPython();
    }
    at = matcher.end();
    return matcher.group();
  }

  private String string() throws NotPython {
    char quote = text.charAt(at++);
    StringBuilder string = new StringBuilder();
    for (char c = take(); c != quote; c = take()) {
      if (c == '\\') {
        escape(string);
      } else {
        string.append(c);
      }
    }
    return string.toString();
  }

  private void escape(StringBuilder string) throws NotPython {
    char c = take();
    switch (c) {
      case 'n' -> string.append('\n');
      case 't' -> string.append('\t');
      case 'r' -> string.append('\r');
      case '\\', '\'', '"' -> string.append(c);
      case 'x' -> string.appendCodePoint(hex(2));
      case 'u' -> string.appendCodePoint(hex(4));
      case 'U' -> string.appendCodePoint(hex(8));
      default -> string.append('\\').append(c);
    }
  }

  private int hex(int digits) throws NotPython {
    if (at + digits > text.length()) {
      throw new NotPython();
    }
    try {
      int codePoint = Integer.parseInt(text, at, at + digits, 16);
      if (!Character.isValidCodePoint(codePoint)) {
        throw new NotPython();
      }
      at += digits;
      return codePoint;
    } catch (NumberFormatException e) {
      throw new NotPython();
    }
  }

  private void comma(char close) throws NotPython {
    if (peek() != close) {
      expect(',');
    }
  }

  private void expect(char c) throws NotPython {
    if (peek() != c) {
      throw new NotPython();
    }
    at++;
  }

  private char peek() throws NotPython {
    space();
    if (at >= text.length()) {
      throw new NotPython();
    }
    return text.charAt(at);
  }

  private char take() throws NotPython {
    if (at >= text.length()) {
      throw new NotPython();
    }
    return text.charAt(at++);
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** The text is something else. */
  private static final class NotPython extends Exception {
    NotPython() {
      super(null, null, false, false);
    }
  }
}
