package dev.trace2skill.consolidate;

import java.util.Comparator;

/**
 * A statement on its way into a group.
 *
 * @param node hash of the id
 * @param density how many trajectories propose it or what is like it, roughly, for the comparison
 *     with others of its kind
 * @param trajectoryCount trajectories that propose exactly this
 * @param length characters of its text
 */
record Member(
    String exactId, long node, long density, long trajectoryCount, int length, Sketch sketch) {

  /** The one that words the lesson comes first. */
  static final Comparator<Member> RANK =
      Comparator.comparingLong(Member::density)
          .thenComparingLong(Member::trajectoryCount)
          .reversed()
          .thenComparingInt(Member::length)
          .thenComparingLong(Member::node);

  Member withDensity(long measured) {
    return new Member(exactId, node, measured, trajectoryCount, length, sketch);
  }
}
