package dev.trace2skill.adapter.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An answer that says no.
 *
 * @param status the HTTP status, or the one that the body states instead
 * @param error what the body says: an object, a text or nothing
 */
record Refusal(int status, JsonNode error, Headers headers) {

  private static final int LONGEST_MESSAGE = 300;

  static Refusal of(Answer answer) {
    return new Refusal(answer.status(), error(answer), answer.headers());
  }

  /** The error inside an answer that pretends to be none, as gateways send. */
  static Refusal inside(JsonNode error) {
    Long code = Wire.count(error.path("code"));
    boolean isStatus = code != null && code >= 400 && code < 600;
    return new Refusal(isStatus ? code.intValue() : 500, error, Headers.of());
  }

  private static JsonNode error(Answer answer) {
    try {
      JsonNode json = Wire.tree(answer.text());
      JsonNode body = json.isArray() ? json.path(0) : json;
      return body.has("error") ? body.get("error") : body;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** What it means for the caller. */
  LLMException exception(String model, String url, Key key) {
    Kind kind = kind();
    String message = oneLine(key.hide(meaning(model, url, key)) + said(key));
    Duration wait =
        kind == Kind.OVERLOADED || kind == Kind.UNAVAILABLE
            ? RetryAfter.of(headers, Instant.now()).orElse(null)
            : null;
    return new LLMException(kind, message, wait);
  }

  private Kind kind() {
    if (isAbout("insufficient_quota") || isAbout("billing_error") || isAbout("API_KEY_INVALID")) {
      return Kind.MISCONFIGURED;
    }
    return switch (status) {
      case 401, 402, 403, 404, 405, 410 -> Kind.MISCONFIGURED;
      case 408, 409, 425 -> Kind.UNAVAILABLE;
      case 429, 503, 529 -> Kind.OVERLOADED;
      default ->
          status >= 500 ? Kind.UNAVAILABLE : status >= 400 ? Kind.REJECTED : Kind.MISCONFIGURED;
    };
  }

  private boolean isAbout(String reason) {
    return Stream.of("code", "type").anyMatch(name -> error.path(name).asText().equals(reason))
        || error.path("details").findValuesAsText("reason").contains(reason);
  }

  private String meaning(String model, String url, Key key) {
    if (kind() != Kind.MISCONFIGURED) {
      return "HTTP " + status;
    }
    return switch (status) {
      case 404, 405, 410 -> "HTTP " + status + ": no model " + model + " at " + url;
      case 400, 401, 402, 403, 429 ->
          "HTTP " + status + " for the key, which is looked for in " + key.place();
      default -> "HTTP " + status + ": not answered at " + url + ", and redirects are not followed";
    };
  }

  private String said(Key key) {
    String message = message();
    return message == null || message.isBlank() ? "" : ": " + cut(key.mask(message.strip()));
  }

  private @Nullable String message() {
    if (error.isTextual()) {
      return error.textValue();
    }
    return Stream.of("message", "error", "detail")
        .map(name -> error.path(name).textValue())
        .filter(text -> text != null)
        .findFirst()
        .orElse(null);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_MESSAGE) {
      return text;
    }
    boolean splitsOne = Character.isHighSurrogate(text.charAt(LONGEST_MESSAGE - 1));
    return text.substring(0, LONGEST_MESSAGE - (splitsOne ? 1 : 0)) + "..";
  }

  /** Without line ends and other control characters, which a log would obey. */
  static String oneLine(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ").strip();
  }
}
