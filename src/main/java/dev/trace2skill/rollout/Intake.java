package dev.trace2skill.rollout;

import dev.trace2skill.model.Trajectory;
import java.io.Serializable;

/** How it is decided how a run went, by all that is known of it; the same as of runs of others. */
public interface Intake extends Serializable {

  /** The run with what its steps hint at and its outcome. */
  Trajectory decide(Trajectory run);
}
