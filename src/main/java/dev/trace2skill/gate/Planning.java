package dev.trace2skill.gate;

import dev.trace2skill.model.Verdict.Plan;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks it takes: n = ((z_α + z_power) / effect)² v, the normal approximation. The
 * variance v of a task's difference is at most 1 / (2 r) for r independent runs with each skill,
 * which is that of runs that succeed half of the time; of tasks that are easier or harder fewer
 * will do.
 */
final class Planning {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Planning() {}

  /**
   * What is decided before the first run.
   *
   * @param runs of each task with each skill
   */
  static Plan of(GateSettings settings, long tasks, int runs) {
    double last = Spending.at(settings.alpha(), settings.looks(), settings.looks());
    double factor =
        (NORMAL.inverseSurvivalProbability(last)
                + NORMAL.inverseCumulativeProbability(settings.power()))
            / Math.sqrt(2.0 * runs);
    double needed = Math.ceil(factor * factor / (settings.effect() * settings.effect()));
    @Nullable Long count = needed > 1e12 ? null : Long.valueOf((long) needed);
    return new Plan(
        settings.alpha(),
        settings.effect(),
        settings.power(),
        tasks,
        count,
        tasks == 0 ? 1 : Math.min(1, factor / Math.sqrt((double) tasks)),
        settings.looks(),
        runs);
  }
}
