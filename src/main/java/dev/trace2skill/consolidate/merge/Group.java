package dev.trace2skill.consolidate.merge;

import dev.trace2skill.model.Edit;
import java.util.Comparator;
import java.util.List;

/**
 * Edits that say the same as far as code can tell, counted.
 *
 * @param edit what stands for the group
 * @param trajectoryCount distinct trajectories whose patches propose it
 * @param taskCount distinct tasks among them
 * @param alternatives texts of other members, the best supported first
 */
public record Group(
    String lessonId, Edit edit, long trajectoryCount, long taskCount, List<String> alternatives) {

  /** Most support first; the id settles ties. */
  static final Comparator<Group> SUPPORT =
      Comparator.comparingLong(Group::trajectoryCount)
          .thenComparingLong(Group::taskCount)
          .reversed()
          .thenComparing(Group::lessonId);

  public Group {
    alternatives = List.copyOf(alternatives);
  }
}
