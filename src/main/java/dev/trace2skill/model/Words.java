package dev.trace2skill.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants as conf files, options and tables write them: {@code never-again}. */
public final class Words {

  private Words() {}

  /** A constant's word. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant that a word stands for.
   *
   * @param key what the word is the value of
   * @throws IllegalArgumentException when it stands for none; the message names those that are
   *     known
   */
  public static <E extends Enum<E>> E one(String key, String word, E[] values) {
    return Arrays.stream(values)
        .filter(value -> of(value).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s '%s' is not known; known: %s"
                        .formatted(
                            key,
                            word,
                            Arrays.stream(values)
                                .map(Words::of)
                                .collect(Collectors.joining(", ")))));
  }
}
