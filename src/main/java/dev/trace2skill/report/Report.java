package dev.trace2skill.report;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.SkillLine;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page tells of a skill version.
 *
 * @param verdicts of the gate about the version, in the order in which they came
 * @param publications of the version, the first one first
 * @param editions what the skill's consolidations made, the first one first
 * @param run the last command that made the version; null when its manifest is not there
 */
public record Report(
    SkillVersion version,
    List<SkillLine> lines,
    LessonList lessons,
    Evidence evidence,
    List<Verdict> verdicts,
    List<Publication> publications,
    List<Edition> editions,
    @Nullable Run run) {

  public Report {
    lines = List.copyOf(lines);
    verdicts = List.copyOf(verdicts);
    publications = List.copyOf(publications);
    editions = List.copyOf(editions);
  }
}
