package dev.trace2skill.report;

import dev.trace2skill.model.SkillLine;
import dev.trace2skill.report.Passages.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The skill as a document, file by file. */
final class SkillView {

  private SkillView() {}

  /** One file. */
  record File(int number, String path, List<Part> parts) {}

  /**
   * A passage of a file.
   *
   * @param lines where it stands, such as {@code SKILL.md:24}
   * @param anchor the id of the passage; empty when another passage of the lesson has it
   */
  record Part(String html, String lines, String anchor, @Nullable LessonView lesson) {}

  /** The files in the order of their paths, the main one first. */
  static List<File> of(List<SkillLine> lines, Map<String, LessonView> lessons) {
    Map<String, List<SkillLine>> byFile =
        lines.stream()
            .collect(
                Collectors.groupingBy(SkillLine::file, LinkedHashMap::new, Collectors.toList()));
    List<File> files = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    byFile.forEach(
        (path, its) -> {
          List<Part> parts =
              Passages.of(its).stream().map(p -> part(path, p, lessons, seen)).toList();
          files.add(new File(files.size() + 1, path, parts));
        });
    return files;
  }

  private static Part part(
      String path, Passage passage, Map<String, LessonView> lessons, Map<String, Integer> seen) {
    String lines =
        passage.firstLine() == passage.lastLine()
            ? path + ":" + passage.firstLine()
            : path + ":" + passage.firstLine() + "\u2013" + passage.lastLine();
    String id = passage.lessonId();
    LessonView lesson = id == null ? null : lessons.get(id);
    boolean first = id != null && seen.merge(id, 1, Integer::sum) == 1;
    return new Part(passage.html(), lines, first ? "lesson-" + id : "", lesson);
  }
}
