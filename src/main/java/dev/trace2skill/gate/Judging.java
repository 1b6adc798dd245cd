package dev.trace2skill.gate;

import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.model.Verdict.TaskResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule of the gate at one look. It accepts a version that is better by chance at most at the
 * given rate, by at least the required effect and by more than the base differs from itself. It
 * rejects one that is worse, on the whole or in a family of tasks, or that cannot have the required
 * effect. All else is inconclusive.
 *
 * @param rate what this look may spend of the error rate
 * @param last whether no look follows
 */
record Judging(GateSettings settings, double rate, boolean last) {

  /** A decision and the sentence for it. */
  record Said(Decision decision, String reason) {}

  Said of(
      @Nullable Comparison result,
      @Nullable Comparison noise,
      List<TaskResult> tasks,
      long opinions) {
    String left =
        opinions == 0
            ? ""
            : "; %d runs that only a model's opinion judges do not count".formatted(opinions);
    if (result == null) {
      return new Said(
          Decision.INCONCLUSIVE, "no held-out task was tried and judged with both skills" + left);
    }
    String numbers = Phrases.of(result) + left;
    if (result.harmValue() <= rate) {
      return new Said(Decision.REJECT, "it is worse than the base: " + numbers);
    }
    Optional<String> harmed = harmedFamily(tasks);
    if (harmed.isPresent()) {
      return new Said(Decision.REJECT, harmed.get() + "; on the whole " + numbers);
    }
    double floor = noise == null ? 0 : (noise.high() - noise.low()) / 2;
    if (result.pValue() <= rate) {
      if (result.effect() >= settings.effect() && result.effect() > floor) {
        return new Said(Decision.ACCEPT, "it is better than the base: " + numbers);
      }
      if (last) {
        return new Said(
            Decision.INCONCLUSIVE,
            "it is better than the base, but not by %s: %s"
                .formatted(
                    result.effect() < settings.effect()
                        ? "the %s that are required".formatted(Phrases.points(settings.effect()))
                        : "more than the base differs from itself, %s"
                            .formatted(Phrases.points(floor)),
                    numbers));
      }
    }
    // Where no task differs the interval has no width; the rule of three (Hanley and Lippman-Hand
    // 1983) then bounds the share of tasks that may.
    double most = Math.max(result.high(), 3.0 / result.taskCount());
    return last && most < settings.effect()
        ? new Said(
            Decision.REJECT,
            "it is not better by the %s that are required: %s"
                .formatted(Phrases.points(settings.effect()), numbers))
        : new Said(Decision.INCONCLUSIVE, "it cannot be told whether it is better: " + numbers);
  }

  /** A family of tasks that goes worse; each is tested at its share of the rate. */
  private Optional<String> harmedFamily(List<TaskResult> tasks) {
    Map<String, List<TaskResult>> families =
        tasks.stream()
            .collect(Collectors.groupingBy(TaskResult::family, TreeMap::new, Collectors.toList()));
    return families.size() < 2
        ? Optional.empty()
        : families.entrySet().stream()
            .map(e -> harm(e.getKey(), e.getValue(), families.size()))
            .flatMap(Optional::stream)
            .findFirst();
  }

  private Optional<String> harm(String family, List<TaskResult> tasks, int families) {
    Comparison there = Comparing.of(tasks, settings.seed());
    return there == null || there.harmValue() * families > rate
        ? Optional.empty()
        : Optional.of("tasks of %s go worse: %s".formatted(family, Phrases.of(there)));
  }
}
