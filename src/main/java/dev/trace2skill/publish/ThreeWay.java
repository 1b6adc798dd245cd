package dev.trace2skill.publish;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.skill.SkillDiff;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What somebody did to a skill, beside what a version would do to it. */
final class ThreeWay {

  private static final int MOST_LINES = 40;

  private ThreeWay() {}

  /**
   * A table of the files that are not the same in all three, and both diffs in short.
   *
   * @param base what the version was made from
   * @param standing what is there now
   * @param candidate the version
   */
  static String report(Skill base, Skill standing, Skill candidate) {
    TreeSet<String> paths = new TreeSet<>();
    Stream.of(base, standing, candidate)
        .flatMap(s -> s.files().stream())
        .map(SkillFile::path)
        .forEach(paths::add);
    StringBuilder out = new StringBuilder();
    int width = paths.stream().mapToInt(String::length).max().orElse(0);
    String row = "%-" + Math.max(width, 4) + "s  %-20s  %s%n";
    out.append(String.format(Locale.ROOT, row, "file", "since the base", "in the version"));
    for (String path : paths) {
      String now = change(path, base, standing);
      String then = change(path, base, candidate);
      if (!now.equals(then) || !now.equals("same")) {
        out.append(String.format(Locale.ROOT, row, path, now, then));
      }
    }
    section(out, "What was changed since the base:", SkillDiff.of(base, standing));
    section(out, "What the version would change:", SkillDiff.of(base, candidate));
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private static String change(String path, Skill before, Skill after) {
    boolean was = before.file(path).isPresent();
    boolean is = after.file(path).isPresent();
    if (before.file(path).equals(after.file(path))) {
      return was ? "same" : "absent";
    }
    if (!is) {
      return "deleted";
    }
    List<String> diff = SkillDiff.of(only(path, before), only(path, after)).lines().toList();
    long added = diff.stream().filter(l -> l.startsWith("+") && !l.startsWith("+++ ")).count();
    long removed = diff.stream().filter(l -> l.startsWith("-") && !l.startsWith("--- ")).count();
    return (was ? "changed" : "new") + " +" + added + " -" + removed;
  }

  private static Skill only(String path, Skill skill) {
    return Skill.of(skill.files().stream().filter(f -> f.path().equals(path)).toList());
  }

  private static void section(StringBuilder out, String title, String diff) {
    List<String> lines = diff.lines().toList();
    out.append('\n').append(title).append('\n');
    lines.stream().limit(MOST_LINES).forEach(l -> out.append(l).append('\n'));
    if (lines.size() > MOST_LINES) {
      out.append("... and ").append(lines.size() - MOST_LINES).append(" lines more\n");
    }
  }
}
