package dev.trace2skill.skill;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What is different between two skills, as a unified diff that {@code patch} can apply. */
public final class SkillDiff {

  private static final int CONTEXT = 3;

  private static final String ABSENT = "/dev/null";

  private SkillDiff() {}

  /** The diff of all files in the order of their paths; empty when the skills are equal. */
  public static String of(Skill before, Skill after) {
    TreeSet<String> paths = new TreeSet<>();
    before.files().stream().map(SkillFile::path).forEach(paths::add);
    after.files().stream().map(SkillFile::path).forEach(paths::add);
    StringBuilder out = new StringBuilder();
    for (String path : paths) {
      diff(path, before, after).forEach(line -> out.append(line).append('\n'));
    }
    return out.toString();
  }

  private static List<String> diff(String path, Skill before, Skill after) {
    List<String> old = lines(before.file(path).orElse(""));
    List<String> now = lines(after.file(path).orElse(""));
    return UnifiedDiffUtils.generateUnifiedDiff(
            before.file(path).isPresent() ? "a/" + path : ABSENT,
            after.file(path).isPresent() ? "b/" + path : ABSENT,
            old,
            DiffUtils.diff(old, now),
            CONTEXT)
        .stream()
        .map(SkillDiff::withEmptyRange)
        .toList();
  }

  /** No lines are counted from 0, which the library does not do. */
  private static String withEmptyRange(String line) {
    return line.startsWith("@@ ") ? line.replace("-1,0 ", "-0,0 ").replace("+1,0 ", "+0,0 ") : line;
  }

  /** Lines up to each LF, so that a change of line endings is one; the last may be marked. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start) + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
