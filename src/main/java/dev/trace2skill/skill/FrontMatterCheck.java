package dev.trace2skill.skill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Skill;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules of the specification for the front matter of SKILL.md. */
final class FrontMatterCheck {

  private static final Set<String> KEYS =
      Set.of("name", "description", "license", "compatibility", "metadata", "allowed-tools");

  private static final int MAX_NAME = 64;
  private static final int MAX_DESCRIPTION = 1024;
  private static final int MAX_COMPATIBILITY = 500;

  private final FrontMatter front;
  private final List<String> yaml;
  private final List<Finding> problems = new ArrayList<>();

  private FrontMatterCheck(FrontMatter front, List<String> yaml) {
    this.front = front;
    this.yaml = yaml;
  }

  static List<Finding> problems(String folder, String yaml) {
    FrontMatter front = FrontMatter.parse(yaml);
    if (!front.problems().isEmpty()) {
      return front.problems().stream()
          .map(p -> Finding.error(Skill.MAIN_FILE, 1, "SKILL.md: " + p + "."))
          .toList();
    }
    FrontMatterCheck check = new FrontMatterCheck(front, Lines.of(yaml).texts());
    check.keys();
    check.name(folder);
    check.description();
    check.text("license", Integer.MAX_VALUE);
    check.text("compatibility", MAX_COMPATIBILITY);
    check.text("allowed-tools", Integer.MAX_VALUE);
    check.metadata();
    return check.problems;
  }

  /** What is wrong with a description, by its own; empty when nothing is. */
  static Optional<String> descriptionProblem(String description) {
    int length = description.codePointCount(0, description.length());
    if (description.isBlank()) {
      return Optional.of("the description is blank");
    }
    if (length > MAX_DESCRIPTION) {
      return Optional.of(
          "the description has %d characters; %d are allowed".formatted(length, MAX_DESCRIPTION));
    }
    return description.contains("<") || description.contains(">")
        ? Optional.of("the description contains an angle bracket")
        : Optional.empty();
  }

  private void keys() {
    Set<String> unknown = new TreeSet<>();
    front.fields().fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KEYS);
    for (String key : unknown) {
      add(
          key,
          "The front matter of SKILL.md has the key \"%s\"; allowed are %s."
              .formatted(key, String.join(", ", new TreeSet<>(KEYS))));
    }
  }

  private void name(String folder) {
    Optional<String> given = required("name", MAX_NAME);
    if (given.isEmpty()) {
      return;
    }
    String name = given.get();
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      add(
          "name",
          "The name \"%s\" in SKILL.md may have only a-z, 0-9 and single hyphens between them."
              .formatted(name));
    }
    if (!nfkc(name).equals(nfkc(folder))) {
      add(
          "name",
          "The name \"%s\" in SKILL.md differs from the folder's name \"%s\"."
              .formatted(name, folder));
    }
  }

  private void description() {
    if (required("description", MAX_DESCRIPTION)
        .filter(d -> d.matches("(?s).*[<>].*"))
        .isPresent()) {
      add("description", "The description in SKILL.md contains an angle bracket.");
    }
  }

  private void metadata() {
    Optional<JsonNode> metadata = front.field("metadata");
    if (metadata.isEmpty()) {
      return;
    }
    if (!metadata.get().isObject()) {
      add("metadata", "The metadata in SKILL.md is no mapping.");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : metadata.get().properties()) {
      if (!entry.getValue().isTextual()) {
        add(
            entry.getKey(),
            "The metadata \"%s\" in SKILL.md is no text; quote it.".formatted(entry.getKey()));
      }
    }
  }

  private Optional<String> required(String key, int most) {
    if (front.field(key).isEmpty()) {
      add("", "The front matter of SKILL.md has no " + key + ".");
      return Optional.empty();
    }
    return text(key, most);
  }

  /** The value of a key, if it is a text of a right length; a problem if it is not. */
  private Optional<String> text(String key, int most) {
    Optional<JsonNode> value = front.field(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.get().isTextual() || value.get().asText().isBlank()) {
      add(key, "The %s in SKILL.md is no text or a blank one.".formatted(key));
      return Optional.empty();
    }
    String text = value.get().asText();
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      add(
          key,
          "The %s in SKILL.md has %d characters; %d are allowed.".formatted(key, length, most));
    }
    return Optional.of(text);
  }

  /** Notes a problem on the line of a key; on the first line of the file when it has none. */
  private void add(String key, String message) {
    Pattern start = Pattern.compile("\\s*[\"']?" + Pattern.quote(key) + "[\"']?\\s*:.*");
    int line = 0;
    while (line < yaml.size() && !start.matcher(yaml.get(line)).matches()) {
      line++;
    }
    // The line of dashes comes before the front matter's first.
    problems.add(Finding.error(Skill.MAIN_FILE, line < yaml.size() ? line + 2 : 1, message));
  }

  private static String nfkc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
