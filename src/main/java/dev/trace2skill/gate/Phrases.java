package dev.trace2skill.gate;

import dev.trace2skill.model.Verdict.Comparison;
import java.util.Locale;

/** Numbers in words. */
public final class Phrases {

  private Phrases() {}

  /** A comparison in one phrase. */
  public static String of(Comparison c) {
    return String.format(
        Locale.ROOT,
        "%d tasks, %.0f %% of runs succeed with the base and %.0f %% with the version, %s (95 %%"
            + " interval %+.0f to %+.0f), p %s",
        c.taskCount(),
        100 * c.baseRate(),
        100 * c.versionRate(),
        points(c.effect()),
        100 * c.low(),
        100 * c.high(),
        small(c.effect() < 0 ? c.harmValue() : c.pValue()));
  }

  /** A difference of shares in points. */
  public static String points(double effect) {
    return String.format(Locale.ROOT, "%+.0f points", 100 * effect);
  }

  private static String small(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", p);
  }
}
