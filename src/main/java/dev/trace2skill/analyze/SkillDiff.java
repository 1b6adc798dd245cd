package dev.trace2skill.analyze;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lines in which two states of a skill differ, as a person would show them. */
final class SkillDiff {

  private static final int CONTEXT = 2;

  private SkillDiff() {}

  /** One block a changed file: the lines from the first to the last change. */
  static String of(Skill before, Skill after) {
    Map<String, String[]> files = new TreeMap<>();
    for (SkillFile file : before.files()) {
      files.put(file.path(), new String[] {file.content(), ""});
    }
    for (SkillFile file : after.files()) {
      files.computeIfAbsent(file.path(), path -> new String[] {"", ""})[1] = file.content();
    }
    StringBuilder diff = new StringBuilder();
    files.forEach(
        (path, texts) -> {
          if (!texts[0].equals(texts[1])) {
            diff.append(path).append('\n');
            append(lines(texts[0]), lines(texts[1]), diff);
          }
        });
    return diff.toString().stripTrailing();
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private static void append(List<String> before, List<String> after, StringBuilder diff) {
    int shorter = Math.min(before.size(), after.size());
    int start = 0;
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int same = 0;
    while (same < shorter - start
        && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
      same++;
    }
    diff.append("@@ line ").append(start + 1).append(" @@\n");
    after.subList(Math.max(0, start - CONTEXT), start).forEach(line -> line(' ', line, diff));
    before.subList(start, before.size() - same).forEach(line -> line('-', line, diff));
    after.subList(start, after.size() - same).forEach(line -> line('+', line, diff));
    int end = after.size() - same;
    after
        .subList(end, Math.min(end + CONTEXT, after.size()))
        .forEach(line -> line(' ', line, diff));
  }

  private static void line(char sign, String line, StringBuilder diff) {
    diff.append(sign).append(line).append('\n');
  }
}
