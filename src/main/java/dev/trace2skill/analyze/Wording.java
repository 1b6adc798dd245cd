package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a finding into words: the lesson, when it applies, and the numbers behind it. */
final class Wording {

  private static final int MOST_WORDS = 3;
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{3,}");

  private Wording() {}

  /**
   * When the lesson applies, in phrases.
   *
   * @param items shared circumstances, the most telling first
   */
  static List<String> appliesWhen(List<String> items) {
    List<String> phrases = new ArrayList<>();
    String words =
        items.stream()
            .filter(i -> i.startsWith("word:"))
            .limit(MOST_WORDS)
            .map(i -> "\"" + i.substring(5) + "\"")
            .collect(Collectors.joining(", "));
    if (!words.isEmpty()) {
      phrases.add("the request speaks of " + words);
    }
    phrases.addAll(moment(items));
    return phrases;
  }

  /** What had just happened: the most that is known of it, in one phrase. */
  private static List<String> moment(List<String> items) {
    Optional<String> tool = named(items, "after:");
    boolean failed = named(items, "failed:").isPresent();
    Optional<String> error = named(items, "error:");
    if (error.isPresent()) {
      return List.of(
          (failed && tool.isPresent() ? "`" + tool.get() + "`" : "a call")
              + " has just failed with \""
              + error.get()
              + "\"");
    }
    return tool.map(t -> "`" + t + "` " + (failed ? "has just failed" : "was the call before"))
        .map(List::of)
        .orElse(List.of());
  }

  private static Optional<String> named(List<String> items, String kind) {
    return items.stream()
        .filter(i -> i.startsWith(kind))
        .map(i -> i.substring(kind.length()))
        .findFirst();
  }

  /** One Markdown list item. */
  static String bullet(Advice advice, List<String> appliesWhen) {
    return "- "
        + advice.instruction()
        + (appliesWhen.isEmpty() ? "" : " Applies when " + String.join(" and ", appliesWhen) + ".");
  }

  /** The lower-case words of the quoted parts of a text: messages of tools. */
  static Stream<String> quotedWords(String text) {
    return QUOTED
        .matcher(text)
        .results()
        .flatMap(quoted -> WORD.matcher(quoted.group()).results())
        .map(word -> word.group().toLowerCase(Locale.ROOT));
  }

  /** A text in whose quoted parts the given words are withheld. */
  static String withholding(String text, Set<String> words) {
    return QUOTED
        .matcher(text)
        .replaceAll(
            quoted ->
                Matcher.quoteReplacement(
                    WORD.matcher(quoted.group())
                        .replaceAll(
                            word ->
                                Matcher.quoteReplacement(
                                    words.contains(word.group().toLowerCase(Locale.ROOT))
                                        ? "<value>"
                                        : word.group()))));
  }

  /** The numbers of a finding, as one phrase. */
  static String finding(Contrast c) {
    String counts =
        String.format(
            Locale.ROOT,
            "in %d of %d failed runs (%d tasks) and %d of %d successful ones",
            c.failureCount(),
            c.failureTotal(),
            c.failureTaskCount(),
            c.successCount(),
            c.successTotal());
    if (c.family() == Family.GROUND_TRUTH || c.riskDifference() == null) {
      return counts + "; q " + small(c.qValue());
    }
    return String.format(
        Locale.ROOT,
        "%s; failure rate %+.0f points with it (95 %% interval %+.0f to %+.0f), q %s",
        counts,
        100 * c.riskDifference(),
        100 * orZero(c.riskLow()),
        100 * orZero(c.riskHigh()),
        small(c.qValue()));
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private static String small(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p);
  }
}
