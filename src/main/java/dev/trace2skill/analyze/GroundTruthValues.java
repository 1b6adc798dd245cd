package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.model.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of a task's ground truth that no lesson may tell, also those that only its evaluators
 * name. Names of tools and arguments are not among them, nor words that stand for a choice, such as
 * {@code one_way}, nor what the skill says already.
 */
final class GroundTruthValues {

  private static final int SHORTEST = 4;

  /** A choice among named ones: a few words of small letters. */
  private static final Pattern CHOICE = Pattern.compile("[a-z]+(?:[ _-][a-z]+){0,3}");

  private static final Pattern ID = Pattern.compile("[\\p{L}\\d#_.:@/-]*\\d[\\p{L}\\d#_.:@/-]*");

  /** How evaluators set off texts in what they say of a run. */
  private static final Pattern QUOTED = Pattern.compile("'([^'\\n]+)'|\"([^\"\\n]+)\"");

  /** Longest first, so that none is masked inside another. */
  private final List<String> values;

  private GroundTruthValues(List<String> values) {
    this.values = values;
  }

  static GroundTruthValues of(Case c) {
    Set<String> found = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    stated(c.task().groundTruth(), names, found);
    said(c, found);
    String known =
        c.base().files().stream().map(SkillFile::content).collect(Collectors.joining("\n"));
    String folded = KnownValues.folded(known);
    found.removeIf(value -> names.contains(value) || Phrases.contains(folded, value));
    List<String> values = new ArrayList<>(found);
    values.sort(Comparator.comparingInt(String::length).reversed().thenComparing(v -> v));
    return new GroundTruthValues(values);
  }

  private static void stated(@Nullable GroundTruth truth, Set<String> names, Set<String> found) {
    if (truth == null) {
      return;
    }
    for (ToolCall call : truth.calls()) {
      names.add(call.tool().toLowerCase(Locale.ROOT));
      JsonText.parsed(call.arguments()).ifPresent(arguments -> collect(arguments, names, found));
    }
    for (String output : truth.outputs()) {
      JsonText.parsed(output)
          .ifPresentOrElse(value -> collect(value, names, found), () -> add(output, found));
    }
  }

  /**
   * What the evaluators told of the right values. They tell of the run's own, too, and these are no
   * secret.
   */
  private static void said(Case c, Set<String> found) {
    GroundTruth ofRun = c.run().groundTruth();
    if (ofRun == null || ofRun.reason() == null) {
      return;
    }
    Set<String> told = new TreeSet<>();
    Matcher quoted = QUOTED.matcher(ofRun.reason());
    while (quoted.find()) {
      add(quoted.group(1) == null ? quoted.group(2) : quoted.group(1), told);
    }
    addIds(ofRun.reason(), told);
    KnownValues known = KnownValues.of(c.run(), c.base());
    told.removeIf(value -> known.has(TextNode.valueOf(value), 0));
    found.addAll(told);
  }

  private static void collect(JsonNode value, Set<String> names, Set<String> into) {
    if (value.isObject()) {
      value.fieldNames().forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }
    if (value.isContainerNode()) {
      value.forEach(child -> collect(child, names, into));
    } else if (value.isTextual() || value.isNumber()) {
      add(value.asText(), into);
    }
  }

  /** A text, and the ids and numbers in it. */
  private static void add(String text, Set<String> into) {
    String value = text.strip();
    if (value.length() >= SHORTEST && !CHOICE.matcher(value).matches()) {
      into.add(KnownValues.folded(value));
    }
    addIds(value, into);
  }

  private static void addIds(String value, Set<String> into) {
    Matcher ids = ID.matcher(value);
    while (ids.find()) {
      String id = ids.group().replaceAll("[.:/-]+$", "");
      if (id.length() >= SHORTEST) {
        into.add(KnownValues.folded(id));
      }
    }
  }

  /** The first value that a text tells; for code alone, as it must not be told again. */
  Optional<String> toldIn(String text) {
    String folded = KnownValues.folded(text);
    return values.stream().filter(value -> Phrases.contains(folded, value)).findFirst();
  }

  /** The text without the values. */
  String masked(String text) {
    String masked = text;
    for (String value : values) {
      int at = Phrases.indexOf(masked.toLowerCase(Locale.ROOT), value, 0);
      while (at >= 0 && at + value.length() <= masked.length()) {
        masked = masked.substring(0, at) + "[...]" + masked.substring(at + value.length());
        at = Phrases.indexOf(masked.toLowerCase(Locale.ROOT), value, at + 5);
      }
    }
    return toldIn(masked).isPresent() ? "[...]" : masked;
  }
}
