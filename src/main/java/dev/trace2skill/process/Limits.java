package dev.trace2skill.process;

import java.io.Serializable;
import java.time.Duration;

/**
 * What one run may take.
 *
 * @param deadline for all that it does, from its start
 * @param grace between the signal that asks a program to end and the one that ends it
 * @param outputBytes that a program may write to its standard output and error, each
 * @param diskBytes that its folders may hold
 * @param memoryBytes that all its processes together may have resident
 * @param processes that may run at once
 */
public record Limits(
    Duration deadline,
    Duration grace,
    long outputBytes,
    long diskBytes,
    long memoryBytes,
    int processes)
    implements Serializable {

  /** Ten minutes, 64 MiB of output, 1 GiB of disk, 4 GiB of memory and 256 processes. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofMinutes(10), Duration.ofSeconds(5), 64L << 20, 1L << 30, 4L << 30, 256);

  public Limits {
    if (deadline.isNegative() || deadline.isZero() || grace.isNegative()) {
      throw new IllegalArgumentException("the deadline must be more than 0, the grace at least 0");
    }
    if (outputBytes < 1 || diskBytes < 1 || memoryBytes < 1 || processes < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }
}
