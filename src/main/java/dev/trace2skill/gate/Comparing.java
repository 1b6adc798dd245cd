package dev.trace2skill.gate;

import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Interval;
import dev.trace2skill.model.Verdict.TaskResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code task results -> comparison}. */
final class Comparing {

  private Comparing() {}

  /** Two skills on the tasks that were tried with both; null when there are none. */
  static @Nullable Comparison of(List<TaskResult> tasks, long seed) {
    if (tasks.isEmpty()) {
      return null;
    }
    SignFlip.Tails tails = SignFlip.of(tasks, seed);
    Interval effect =
        Bootstrap.mean(tasks.stream().mapToDouble(TaskResult::effect).toArray(), seed);
    return new Comparison(
        tasks.size(),
        tasks.stream().mapToLong(TaskResult::pairCount).sum(),
        tasks.stream().filter(t -> t.effect() > 0).count(),
        tasks.stream().filter(t -> t.effect() < 0).count(),
        mean(tasks.stream().mapToDouble(t -> (double) t.baseCount() / t.pairCount()).toArray()),
        mean(tasks.stream().mapToDouble(t -> (double) t.versionCount() / t.pairCount()).toArray()),
        effect.effect(),
        effect.low(),
        effect.high(),
        tails.atLeast(),
        tails.atMost());
  }

  private static double mean(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }
}
