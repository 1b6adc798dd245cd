package dev.trace2skill.cli;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.SkillFolder;
import dev.trace2skill.publish.SkillFolderException;
import dev.trace2skill.redact.Redaction;
import dev.trace2skill.skill.Finding;
import dev.trace2skill.skill.SkillReview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A skill's folder and what there is to say about it.
 *
 * @param skill null when the folder holds none
 */
record SkillReport(Path folder, @Nullable Skill skill, List<Finding> findings) {

  private static final Set<String> NO_SECRETS = Set.of("email", "home");

  SkillReport {
    findings = List.copyOf(findings);
  }

  static boolean isSkill(Path folder) {
    return Files.isRegularFile(folder.resolve(Skill.MAIN_FILE))
        || Files.isRegularFile(folder.resolve("skill.md"));
  }

  static SkillReport of(Path folder, @Nullable Path base) throws IOException {
    if (!Files.isRegularFile(folder.resolve(Skill.MAIN_FILE))) {
      String message =
          Files.isRegularFile(folder.resolve("skill.md"))
              ? "The file is named skill.md; it must be SKILL.md."
              : "SKILL.md is missing.";
      return new SkillReport(folder, null, List.of(Finding.error(Skill.MAIN_FILE, message)));
    }
    try {
      Skill skill = SkillFolder.read(folder).orElseGet(() -> Skill.of(Map.of()));
      return new SkillReport(folder, skill, findings(folder, skill, base));
    } catch (SkillFolderException e) {
      String message = String.valueOf(e.getMessage());
      return new SkillReport(folder, null, List.of(Finding.error(Skill.MAIN_FILE, message + ".")));
    }
  }

  /** Names and texts that occur in more than one of the skills. */
  static List<SkillReport> withDuplicates(List<SkillReport> reports) {
    Map<String, Path> names = new HashMap<>();
    Map<String, Path> bodies = new HashMap<>();
    List<SkillReport> all = new ArrayList<>();
    for (SkillReport report : reports) {
      List<Finding> findings = new ArrayList<>(report.findings());
      Path sameName = names.putIfAbsent(name(report.folder()), report.folder());
      if (sameName != null) {
        findings.add(Finding.error(Skill.MAIN_FILE, "The skill has the name of " + sameName + "."));
      }
      Skill skill = report.skill();
      Path same =
          skill == null ? null : bodies.putIfAbsent(SkillReview.body(skill), report.folder());
      if (same != null) {
        findings.add(
            Finding.warning(Skill.MAIN_FILE, "The body of SKILL.md is that of " + same + "."));
      }
      all.add(new SkillReport(report.folder(), skill, findings));
    }
    return all;
  }

  private static List<Finding> findings(Path folder, Skill skill, @Nullable Path base)
      throws IOException {
    SortedSet<String> untouched = new TreeSet<>(SkillFolder.untouched(folder));
    List<Finding> found =
        new ArrayList<>(
            SkillReview.findings(
                name(folder), skill, path -> Files.exists(folder.resolve(path).normalize())));
    for (SkillFile file : skill.files()) {
      secrets(file, found);
      boolean runnable = Files.isExecutable(folder.resolve(file.path()));
      if (runnable && !file.path().startsWith("scripts/")) {
        found.add(Finding.warning(file.path(), file.path() + " is executable, but no script."));
      } else if (!runnable && file.content().startsWith("#!")) {
        found.add(
            Finding.warning(
                file.path(), file.path() + " starts with \"#!\", but is not executable."));
      }
    }
    for (String path : untouched) {
      if (Files.isSymbolicLink(folder.resolve(path)) && leadsOut(folder, path)) {
        found.add(Finding.error(path, path + " is a link that leads out of the skill's folder."));
      }
    }
    if (base != null) {
      Skill before = SkillFolder.read(base).orElseThrow(() -> new UserError("no skill in " + base));
      found.addAll(SkillReview.lostSections(before, skill));
    }
    return found;
  }

  private static boolean leadsOut(Path folder, String path) throws IOException {
    Path link = folder.resolve(path);
    return !Files.exists(link) || !link.toRealPath().startsWith(folder.toRealPath());
  }

  /** Says what kind of secret stands where, never which. */
  private static void secrets(SkillFile file, List<Finding> found) {
    Set<String> seen = new HashSet<>();
    List<String> lines = file.content().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (String type : secretTypes(lines.get(i))) {
        seen.add(type);
        found.add(
            Finding.error(
                file.path(), i + 1, "The line holds what looks like a secret: " + type + "."));
      }
    }
    for (String type : secretTypes(file.content())) {
      if (seen.add(type)) {
        found.add(
            Finding.error(
                file.path(), file.path() + " holds what looks like a secret: " + type + "."));
      }
    }
  }

  /** Addresses and homes are personal, but no secret: skills name contacts and examples. */
  private static Set<String> secretTypes(String text) {
    Redaction redaction = new Redaction();
    redaction.text(text);
    Set<String> types = new TreeSet<>(redaction.counts().keySet());
    types.removeAll(NO_SECRETS);
    return types;
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }
}
