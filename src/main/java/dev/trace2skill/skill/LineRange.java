package dev.trace2skill.skill;

/**
 * Lines of a file, from 1, both ends inclusive.
 *
 * @param end one less than {@code start} for an insertion in front of line {@code start}
 */
public record LineRange(int start, int end) {

  public LineRange {
    if (start < 1 || end < start - 1) {
      throw new IllegalArgumentException("no such lines: " + start + " to " + end);
    }
  }

  /** The point in front of a line. */
  static LineRange before(int line) {
    return new LineRange(line, line - 1);
  }

  public boolean isInsertion() {
    return end < start;
  }

  /** Whether two changes get in each other's way. Two insertions never do. */
  public boolean touches(LineRange other) {
    if (isInsertion() || other.isInsertion()) {
      return splits(other) || other.splits(this);
    }
    return start <= other.end && other.start <= end;
  }

  private boolean splits(LineRange other) {
    return isInsertion() && other.start < start && start <= other.end;
  }
}
