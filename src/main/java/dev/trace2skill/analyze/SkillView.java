package dev.trace2skill.analyze;

import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.skill.Document;
import dev.trace2skill.skill.LineRange;
import dev.trace2skill.skill.Section;
import java.util.List;

/** A skill and a ground truth as text for a model. */
final class SkillView {

  /** Of what a tool shows at once. */
  static final int MOST_BYTES = 24_000;

  /** What was asked for, or what there is instead. */
  record Read(String text, boolean found) {}

  private SkillView() {}

  /**
   * A part of a skill.
   *
   * @param path empty for the list of files
   * @param section empty for the whole file
   */
  static Read read(Skill skill, String path, String section) {
    if (path.isBlank()) {
      return new Read(list(skill), section.isBlank());
    }
    if (skill.file(path).isEmpty()) {
      return new Read("There is no file " + path + ". There are:\n" + list(skill), false);
    }
    Document document = Document.of(path, skill.file(path).orElseThrow());
    if (section.isBlank()) {
      return new Read(numbered(document, new LineRange(1, document.lines().size())), true);
    }
    List<Section> named = document.named(section);
    return named.size() == 1
        ? new Read(numbered(document, named.get(0).lines()), true)
        : new Read(
            "%s has %d sections of that title. It has:\n%s"
                .formatted(path, named.size(), sections(document)),
            false);
  }

  /** Every file, whole. */
  static String whole(Skill skill) {
    StringBuilder text = new StringBuilder();
    for (SkillFile file : skill.files()) {
      text.append("## ").append(file.path()).append("\n\n");
      text.append(file.content().stripTrailing()).append("\n\n");
    }
    return Excerpt.of(text.toString().strip(), 3 * MOST_BYTES);
  }

  private static String list(Skill skill) {
    StringBuilder text = new StringBuilder();
    for (SkillFile file : skill.files()) {
      Document document = Document.of(file.path(), file.content());
      text.append(file.path()).append(", ").append(document.lines().size()).append(" lines\n");
      text.append(sections(document));
    }
    return text.length() == 0 ? "The skill has no files." : text.toString().stripTrailing();
  }

  private static String sections(Document document) {
    StringBuilder text = new StringBuilder();
    for (Section section : document.sections()) {
      text.append("  ".repeat(section.level()))
          .append(section.title())
          .append(", lines ")
          .append(section.lines().start())
          .append("-")
          .append(section.lines().end())
          .append('\n');
    }
    return text.toString();
  }

  private static String numbered(Document document, LineRange lines) {
    StringBuilder text = new StringBuilder();
    for (int line = lines.start(); line <= lines.end(); line++) {
      text.append(line).append('\t').append(document.lines().get(line - 1)).append('\n');
    }
    return Excerpt.of(text.toString().stripTrailing(), MOST_BYTES);
  }

  /** What the task's author knows, as far as it is known here. */
  static String groundTruth(Case c) {
    GroundTruth truth = c.task().groundTruth();
    GroundTruth ofRun = c.run().groundTruth();
    StringBuilder text = new StringBuilder();
    if (truth != null && !truth.calls().isEmpty()) {
      text.append("A right run makes these calls:\n");
      for (ToolCall call : truth.calls()) {
        text.append("- ").append(call.tool()).append(' ').append(call.arguments()).append('\n');
      }
    }
    if (truth != null && !truth.outputs().isEmpty()) {
      text.append("A right answer has:\n");
      truth.outputs().forEach(output -> text.append("- ").append(output).append('\n'));
    }
    if (ofRun != null && ofRun.reason() != null) {
      text.append("The benchmark said of this run: ").append(ofRun.reason()).append('\n');
    }
    return text.length() == 0
        ? "No ground truth is known."
        : Excerpt.of(text.toString().stripTrailing(), MOST_BYTES);
  }
}
