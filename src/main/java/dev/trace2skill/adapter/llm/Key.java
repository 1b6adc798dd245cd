package dev.trace2skill.adapter.llm;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.Secret;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The key of a call, and what may be said of it. */
final class Key {

  private static final String MASK = "***";

  /** What starts as keys do, what follows "Bearer", and whatever is long and without a space. */
  private static final Pattern LOOKS_LIKE_A_KEY =
      Pattern.compile(
          "(?i)\\b(?:sk|pk|rk|gsk|xai|hf|ghp|key|tgp)[-_][\\w*-]{6,}"
              + "|\\bAIza[\\w*-]{6,}"
              + "|\\bBearer\\s+\\S+"
              + "|[\\w*+/=-]{32,}");

  /** What can stand in a header: printable ASCII. */
  private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

  private final String value;
  private final String place;

  private Key(String value, String place) {
    this.value = value;
    this.place = place;
  }

  /** The key that is wanted; none if none is. */
  static Key of(Secret secret) throws LLMException {
    String place = place(secret);
    Optional<String> value;
    try {
      value = secret.value();
    } catch (UserError e) {
      throw new LLMException(Kind.MISCONFIGURED, e.getMessage());
    }
    if (value.isPresent() && !SENDABLE.matcher(value.get()).matches()) {
      throw new LLMException(
          Kind.MISCONFIGURED, place + " holds something with spaces or signs that no key has");
    }
    return new Key(value.orElse(""), place);
  }

  private static String place(Secret secret) {
    return Stream.of(
            Optional.ofNullable(secret.variable()).map(name -> "the environment variable " + name),
            Optional.ofNullable(secret.file()).map(name -> "the file " + name))
        .flatMap(Optional::stream)
        .collect(Collectors.collectingAndThen(Collectors.joining(" or "), Key::orNone));
  }

  private static String orNone(String places) {
    return places.isEmpty() ? "no place, for none is set" : places;
  }

  boolean isPresent() {
    return !value.isEmpty();
  }

  /** For the header of a request, and nothing else. */
  String value() {
    return value;
  }

  /** Where it is looked for. */
  String place() {
    return place;
  }

  /** A text of others without this key and without anything that looks like one. */
  String mask(String text) {
    return LOOKS_LIKE_A_KEY.matcher(hide(text)).replaceAll(MASK);
  }

  /** A text of ours without this key. */
  String hide(String text) {
    return isPresent() ? text.replace(value, MASK) : text;
  }

  @Override
  public String toString() {
    return "Key[" + place + "]";
  }
}
