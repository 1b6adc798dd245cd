package dev.trace2skill.skill;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The rules of the Agent Skills specification that a skill's text can keep or break. */
public final class SkillCheck {

  private static final int MAX_LINES = 500;
  private static final int MAX_TOKENS = 5000;

  /** Tokenizers differ; four characters a token is the usual rule of thumb for English. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** Endings by which a file is surely text, so that a skill's text files would include it. */
  private static final Pattern TEXT_FILE =
      Pattern.compile(".*\\.(md|txt|py|sh|js|ts|sql|json|yaml|yml|toml|csv|xml|html)");

  /** Places that exist on one machine only. System paths such as /usr/bin/env are fine. */
  private static final Pattern MACHINE_PATH =
      Pattern.compile(
          "(?<![\\w.~-])(/(?:home|Users|root|mnt|Volumes)/[^\\s\"'`]*"
              + "|[A-Za-z]:\\\\+(?:Users|Windows|Program Files|Temp)\\b[^\\s\"'`]*)");

  private SkillCheck() {}

  /**
   * What is wrong with a skill, one sentence a problem. Files that are no text of the skill are not
   * known here, so only links to text files in the skill's own folders can be called dangling.
   *
   * @param folder the name of the skill's folder
   */
  public static List<String> problems(String folder, Skill skill) {
    return problems(
        folder,
        skill,
        path ->
            SkillPath.problem(path).isPresent()
                || !TEXT_FILE.matcher(path.toLowerCase(Locale.ROOT)).matches());
  }

  /**
   * What is wrong with a skill, one sentence a problem.
   *
   * @param folder the name of the skill's folder
   * @param elsewhere whether the folder has a file at a path that is no text of the skill
   */
  public static List<String> problems(String folder, Skill skill, Predicate<String> elsewhere) {
    return errors(folder, skill, elsewhere).stream().map(Finding::message).toList();
  }

  /** What is wrong with a skill, and where. */
  static List<Finding> errors(String folder, Skill skill, Predicate<String> elsewhere) {
    List<Finding> problems = new ArrayList<>();
    skill
        .file(Skill.MAIN_FILE)
        .ifPresentOrElse(
            main -> checkMain(folder, skill, main, elsewhere, problems),
            () -> problems.add(Finding.error(Skill.MAIN_FILE, "SKILL.md is missing.")));
    for (SkillFile file : skill.files()) {
      checkFile(file, problems);
    }
    return List.copyOf(problems);
  }

  private static void checkMain(
      String folder,
      Skill skill,
      String main,
      Predicate<String> elsewhere,
      List<Finding> problems) {
    Document document = Document.parse(main);
    document
        .frontMatter()
        .ifPresentOrElse(
            yaml -> problems.addAll(FrontMatterCheck.problems(folder, yaml)),
            () ->
                problems.add(
                    Finding.error(
                        Skill.MAIN_FILE,
                        1,
                        "SKILL.md does not start with front matter between two lines of"
                            + " \"---\".")));
    checkSize(document.body(), problems);
    Map<String, Integer> links = Links.lines(document);
    Set<String> linked = links.keySet();
    checkLinks(skill, links, elsewhere, problems);
    for (SkillFile file : skill.files()) {
      boolean orphan =
          file.path().startsWith("references/")
              && !linked.contains(file.path())
              && !document.body().contains(file.path());
      if (orphan) {
        problems.add(
            Finding.error(
                file.path(),
                "SKILL.md does not mention " + file.path() + ", so no agent will read it."));
      }
    }
  }

  private static void checkSize(String body, List<Finding> problems) {
    int lines = Lines.of(body).count();
    if (lines >= MAX_LINES) {
      problems.add(
          Finding.error(
              Skill.MAIN_FILE,
              "The body of SKILL.md has %d lines; fewer than %d are allowed."
                  .formatted(lines, MAX_LINES)));
    }
    int tokens = body.codePointCount(0, body.length()) / CHARACTERS_PER_TOKEN;
    if (tokens >= MAX_TOKENS) {
      problems.add(
          Finding.error(
              Skill.MAIN_FILE,
              ("The body of SKILL.md has about %d tokens, counted as characters / %d;"
                      + " fewer than %d are allowed.")
                  .formatted(tokens, CHARACTERS_PER_TOKEN, MAX_TOKENS)));
    }
  }

  private static void checkLinks(
      Skill skill,
      Map<String, Integer> links,
      Predicate<String> elsewhere,
      List<Finding> problems) {
    for (Map.Entry<String, Integer> link : links.entrySet()) {
      String target = link.getKey();
      if (isOutside(target)) {
        String message = "SKILL.md links to " + target + ", which is outside the skill's folder.";
        problems.add(Finding.error(Skill.MAIN_FILE, link.getValue(), message));
      } else if (!exists(skill, target) && !elsewhere.test(target)) {
        String message = "SKILL.md links to " + target + ", which does not exist.";
        problems.add(Finding.error(Skill.MAIN_FILE, link.getValue(), message));
      }
    }
  }

  static boolean isOutside(String target) {
    return target.startsWith("/") || List.of(target.split("/", -1)).contains("..");
  }

  /** A link may name a file or, with or without a final slash, a folder. */
  private static boolean exists(Skill skill, String target) {
    String folder = target.endsWith("/") ? target : target + "/";
    return skill.file(target).isPresent()
        || skill.files().stream().anyMatch(f -> f.path().startsWith(folder));
  }

  private static void checkFile(SkillFile file, List<Finding> problems) {
    if (file.content().startsWith("\uFEFF")) {
      problems.add(Finding.error(file.path(), 1, file.path() + " starts with a byte order mark."));
    }
    if (!file.path().startsWith("scripts/")) {
      return;
    }
    Lines lines = Lines.of(file.content());
    for (int line = 1; line <= lines.count(); line++) {
      var found = MACHINE_PATH.matcher(lines.text(line));
      if (found.find()) {
        String message =
            "%s names the absolute path %s on line %d."
                .formatted(file.path(), found.group(1), line);
        problems.add(Finding.error(file.path(), line, message));
      }
    }
  }
}
