package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a run could have used: those in what it was asked, was told, said and called
 * itself, and in the skill. What is not among them can only come from the ground truth.
 */
final class KnownValues {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;()\\[\\]{}\"'`]+");
  static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])-?\\d{1,40}(?:\\.\\d{1,40})?(?![\\w]|\\.\\d)");

  private static final Pattern GROUPING = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");

  /** Of a text so long the wording is the writer's own; the ids and numbers in it are not. */
  private static final int PROSE_WORDS = 6;

  private final String text;
  private final Set<String> numbers = new HashSet<>();

  private KnownValues(String text) {
    this.text = folded(text);
    Matcher matcher = NUMBER.matcher(this.text);
    while (matcher.find()) {
      numbers.add(plain(matcher.group()));
    }
  }

  static KnownValues of(Trajectory run, Skill base) {
    StringBuilder seen = new StringBuilder(run.query()).append('\n');
    for (Step step : run.steps()) {
      seen.append(step.text()).append('\n');
      for (ToolCall call : step.toolCalls()) {
        seen.append(call.arguments()).append('\n');
      }
      for (ToolResult result : step.toolResults()) {
        seen.append(result.content()).append('\n');
      }
    }
    for (SkillFile file : base.files()) {
      seen.append(file.content()).append('\n');
    }
    return new KnownValues(seen.toString());
  }

  /**
   * Whether the run could have known a value.
   *
   * @param longerThan shorter values are anybody's
   */
  boolean has(JsonNode leaf, int longerThan) {
    String value = folded(leaf.asText()).strip();
    if (leaf.isBoolean() || value.length() <= longerThan) {
      return true;
    }
    if (NUMBER.matcher(value).matches()) {
      return numbers.contains(plain(value));
    }
    String[] words = SPACE.split(value, -1);
    return contains(value) || (words.length >= PROSE_WORDS && hasIds(value));
  }

  /** Whether every id and number in a text is known. */
  boolean hasIds(String words) {
    for (String word : BETWEEN_WORDS.split(folded(words), -1)) {
      String bare = word.replaceAll("^[^\\p{Alnum}-]+|[^\\p{Alnum}]+$", "");
      boolean id = bare.chars().anyMatch(Character::isDigit);
      boolean number = NUMBER.matcher(bare).matches();
      if (id && !(number ? numbers.contains(plain(bare)) : contains(bare))) {
        return false;
      }
    }
    return true;
  }

  private boolean contains(String folded) {
    return Phrases.contains(text, folded);
  }

  private static String plain(String number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }

  static String folded(String value) {
    return GROUPING.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
