package dev.trace2skill.report;

import dev.trace2skill.model.Conflict;
import dev.trace2skill.model.Lesson;
import java.util.List;

/**
 * The lessons of one consolidation.
 *
 * @param shown those in the skill, and the best supported of the others
 * @param counts how many there are, shown or not, by status and support
 * @param cited some of what stands behind those that are shown
 * @param conflicts who lost to whom
 */
public record LessonList(
    List<Lesson> shown, List<Count> counts, List<Cited> cited, List<Conflict> conflicts) {

  public LessonList {
    shown = List.copyOf(shown);
    counts = List.copyOf(counts);
    cited = List.copyOf(cited);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Lessons that are alike in two respects.
   *
   * @param trajectoryCount the trajectories behind each of them
   * @param lessonCount how many they are
   */
  public record Count(Lesson.Status status, long trajectoryCount, long lessonCount) {}

  long count(Lesson.Status status) {
    return counts.stream().filter(c -> c.status() == status).mapToLong(Count::lessonCount).sum();
  }

  long total() {
    return counts.stream().mapToLong(Count::lessonCount).sum();
  }
}
