package dev.trace2skill.skill;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the description in the front matter of a skill and lays out another in its place. */
final class DescriptionPlanner {

  private static final Pattern KEY =
      Pattern.compile("(description|\"description\"|'description')[ \t]*:.*");

  /** A comment behind a value that ends on its own line. */
  private static final Pattern COMMENTED =
      Pattern.compile(
          "[^:]*:[ \t]+(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[^\"'|>\\s].*?)([ \t]+#.*)");

  private DescriptionPlanner() {}

  static Change plan(Document document, Edit edit) throws EditRejected {
    if (!edit.file().equals(Skill.MAIN_FILE) || document.frontMatter().isEmpty()) {
      throw new EditRejected(edit.file() + " has no front matter with a description");
    }
    String words = edit.text().replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
    Optional<String> problem = FrontMatterCheck.descriptionProblem(words);
    if (problem.isPresent()) {
      throw new EditRejected(problem.get());
    }
    Lines lines = document.index();
    int first = 2;
    while (first < document.headLines() && !KEY.matcher(lines.text(first)).matches()) {
      first++;
    }
    // A text in double quotes with the escapes of JSON is YAML as well.
    String field =
        "description: \""
            + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(words))
            + "\"";
    if (first == document.headLines()) {
      int at = lines.start(first);
      return new Change(at, at, field + lines.ending(), LineRange.before(first));
    }
    int last = last(lines, first, document.headLines() - 1);
    return new Change(
        lines.start(first),
        lines.end(last),
        field + (first == last ? comment(lines.text(first)) : ""),
        new LineRange(first, last));
  }

  /** The last line of a value that starts on a line: what follows at the margin is none of it. */
  private static int last(Lines lines, int first, int end) {
    int last = first;
    for (int line = first + 1; line <= end; line++) {
      String text = lines.text(line);
      if (!text.isBlank() && !Character.isWhitespace(text.charAt(0))) {
        break;
      }
      last = text.isBlank() ? last : line;
    }
    return last;
  }

  private static String comment(String line) {
    Matcher found = COMMENTED.matcher(line);
    return found.matches() ? found.group(1) : "";
  }
}
