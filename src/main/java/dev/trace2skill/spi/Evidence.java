package dev.trace2skill.spi;

import dev.trace2skill.model.Reject;
import dev.trace2skill.model.Trajectory;
import org.jspecify.annotations.Nullable;

/**
 * What one record of a trace file turned out to be: a trajectory, or a reject. Exactly one is set.
 */
public record Evidence(@Nullable Trajectory trajectory, @Nullable Reject reject) {

  public Evidence {
    if ((trajectory == null) == (reject == null)) {
      throw new IllegalArgumentException("evidence is either a trajectory or a reject");
    }
  }

  public static Evidence of(Trajectory trajectory) {
    return new Evidence(trajectory, null);
  }

  public static Evidence of(Reject reject) {
    return new Evidence(null, reject);
  }
}
