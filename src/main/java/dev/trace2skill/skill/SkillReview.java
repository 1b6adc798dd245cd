package dev.trace2skill.skill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Everything the specification demands of a skill and recommends for it. */
public final class SkillReview {

  private static final int LONG_REFERENCE = 300;

  /** What is always loaded should be about a hundred tokens; twice as much is worth a word. */
  private static final int LONG_METADATA = 200;

  private static final Pattern SAYS_WHEN =
      Pattern.compile("(?s).*\\b(when|whenever|use (?:it|this|for|to)|if|before|after)\\b.*");

  private static final Pattern CONTENTS =
      Pattern.compile("(?i)(table of )?contents|overview|index");

  private SkillReview() {}

  /**
   * All that can be told from the texts of a skill.
   *
   * @param folder the name of the skill's folder
   * @param elsewhere whether the folder has a file at a path that is no text of the skill
   */
  public static List<Finding> findings(String folder, Skill skill, Predicate<String> elsewhere) {
    List<Finding> found = new ArrayList<>(SkillCheck.errors(folder, skill, elsewhere));
    skill
        .file(Skill.MAIN_FILE)
        .flatMap(main -> Document.parse(main).frontMatter())
        .ifPresent(yaml -> reviewMetadata(FrontMatter.parse(yaml), found));
    for (SkillFile file : skill.files()) {
      if (file.path().startsWith("references/")
          && file.path().toLowerCase(Locale.ROOT).endsWith(".md")) {
        reviewReference(skill, file, elsewhere, found);
      }
    }
    return List.copyOf(found);
  }

  /** Sections of a base skill that a skill made from it no longer has. */
  public static List<Finding> lostSections(Skill base, Skill skill) {
    List<Finding> found = new ArrayList<>();
    for (SkillFile file : base.files()) {
      Document before = Document.of(file.path(), file.content());
      Document after = Document.of(file.path(), skill.file(file.path()).orElse(""));
      Set<String> paths = Set.copyOf(after.sections().stream().map(after::path).toList());
      for (Section section : before.sections()) {
        if (!paths.contains(before.path(section))) {
          found.add(
              Finding.error(
                  file.path(),
                  "%s lost the section \"%s\" of its base."
                      .formatted(file.path(), before.path(section))));
        }
      }
    }
    return List.copyOf(found);
  }

  /** What SKILL.md says below its front matter. */
  public static String body(Skill skill) {
    return skill.file(Skill.MAIN_FILE).map(main -> Document.parse(main).body()).orElse("");
  }

  private static void reviewMetadata(FrontMatter front, List<Finding> found) {
    Optional<String> given = front.field("description").map(JsonNode::asText);
    if (given.isEmpty()) {
      return;
    }
    String description = given.get();
    if (!SAYS_WHEN.matcher(description.toLowerCase(Locale.ROOT)).matches()) {
      found.add(
          Finding.warning(
              Skill.MAIN_FILE, "The description in SKILL.md does not say when to use the skill."));
    }
    int tokens = Tokens.of(description);
    if (tokens > LONG_METADATA) {
      found.add(
          Finding.warning(
              Skill.MAIN_FILE,
              ("The description in SKILL.md has about %d tokens; about 100 are usual, as it is"
                      + " always loaded.")
                  .formatted(tokens)));
    }
  }

  private static void reviewReference(
      Skill skill, SkillFile file, Predicate<String> elsewhere, List<Finding> found) {
    Document document = Document.of(file.path(), file.content());
    int lines = document.index().count();
    boolean listed =
        document.sections().stream().anyMatch(s -> CONTENTS.matcher(s.title()).matches());
    if (lines > LONG_REFERENCE && !listed) {
      found.add(
          Finding.warning(
              file.path(),
              "%s has %d lines and no list of contents, which it should from %d."
                  .formatted(file.path(), lines, LONG_REFERENCE)));
    }
    for (Map.Entry<String, Integer> link : Links.lines(document).entrySet()) {
      reviewLink(skill, file.path(), link, elsewhere, found);
    }
  }

  /** A link of a reference may be written relative to the skill or to the reference's folder. */
  private static void reviewLink(
      Skill skill,
      String from,
      Map.Entry<String, Integer> link,
      Predicate<String> elsewhere,
      List<Finding> found) {
    String target = link.getKey();
    String beside = from.substring(0, from.lastIndexOf('/') + 1) + target;
    boolean toReference =
        (target.startsWith("references/") && skill.file(target).isPresent())
            || (beside.startsWith("references/") && skill.file(beside).isPresent());
    if (toReference && !target.equals(from) && !beside.equals(from)) {
      found.add(
          Finding.warning(
              from,
              link.getValue(),
              "%s links to %s; references should be one level deep from SKILL.md."
                  .formatted(from, target)));
    } else if (!toReference
        && !SkillCheck.isOutside(target)
        && skill.file(target).isEmpty()
        && !elsewhere.test(target)
        && !elsewhere.test(beside)) {
      found.add(
          Finding.warning(
              from,
              link.getValue(),
              "%s links to %s, which does not exist.".formatted(from, target)));
    }
  }
}
