package dev.trace2skill.gate;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are dealt to the parts. A task that names its part itself stays there.
 *
 * @param by what is dealt as one: a task, a family of tasks, or all that is first seen in a time
 * @param validate share of tasks, or families, that skills are judged by
 * @param sealed share of those that are opened once a version
 * @param from when the time begins whose tasks are held out; null unless {@code by} is time
 * @param seed another one deals otherwise
 * @param likeness from which two tasks count as the same one: the share of runs of three words that
 *     both texts have (Jaccard)
 */
public record SplitSettings(
    By by, double validate, double sealed, @Nullable Instant from, long seed, double likeness)
    implements Serializable {

  /** Only tasks that name their part are held out. */
  public static final SplitSettings NAMED = new SplitSettings(By.TASK, 0, 0, null, 0, 0.9);

  /** What is dealt as one. */
  public enum By {
    TASK,
    FAMILY,
    TIME
  }

  public SplitSettings {
    if (!(validate >= 0 && sealed >= 0 && validate + sealed < 1)) {
      throw new IllegalArgumentException("validate and sealed are shares that leave some to learn");
    }
    if ((by == By.TIME) != (from != null)) {
      throw new IllegalArgumentException("from goes with by: time, and only with that");
    }
    if (!(likeness > 0 && likeness <= 1)) {
      throw new IllegalArgumentException("likeness is a share, above 0 and at most 1");
    }
  }
}
