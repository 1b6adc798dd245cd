package dev.trace2skill.gate;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trial;
import dev.trace2skill.model.Verdict.TaskResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code trials -> pairs}: each run with its partner of the same task, trial and seed. */
final class Pairs {

  private final Map<String, String> families = new HashMap<>();
  private final Map<String, List<Pair>> byTask = new TreeMap<>();

  /** A run with the base and one with the version; both were judged. */
  private record Pair(Trial base, Trial version) {}

  private record Key(int arm, String taskId, int trial, long seed) {}

  private Pairs() {}

  /**
   * Pairs of runs with two skills.
   *
   * @param base the number of the one
   * @param version of the other; the same for a skill that is held against itself
   * @param apart what to add to a trial's number to find its partner
   * @param trials trials of the base with a partner
   */
  static Pairs of(
      List<HeldOut> tasks, List<Trial> all, int base, int version, int apart, int trials) {
    Pairs pairs = new Pairs();
    tasks.forEach(task -> pairs.families.put(task.taskId(), task.family()));
    Map<Key, Trial> byKey = new HashMap<>();
    all.stream()
        .filter(Trial::judged)
        .forEach(t -> byKey.put(new Key(t.arm(), t.taskId(), t.trial(), t.seed()), t));
    for (Trial one : byKey.values()) {
      Trial other = byKey.get(new Key(version, one.taskId(), one.trial() + apart, one.seed()));
      if (one.arm() == base && one.trial() < trials && other != null) {
        pairs
            .byTask
            .computeIfAbsent(one.taskId(), t -> new ArrayList<>())
            .add(new Pair(one, other));
      }
    }
    return pairs;
  }

  /** How each task went, by task id; tasks without a pair are left out. */
  List<TaskResult> results() {
    return byTask.entrySet().stream()
        .map(
            e ->
                new TaskResult(
                    e.getKey(),
                    families.getOrDefault(e.getKey(), ""),
                    e.getValue().size(),
                    e.getValue().stream().filter(p -> solved(p.base())).count(),
                    e.getValue().stream().filter(p -> solved(p.version())).count()))
        .toList();
  }

  /** For each task the mean difference of rewards; null unless every run has one. */
  double @Nullable [] scores() {
    boolean all =
        byTask.values().stream()
            .flatMap(List::stream)
            .allMatch(p -> p.base().reward() != null && p.version().reward() != null);
    return !all || byTask.isEmpty()
        ? null
        : byTask.values().stream()
            .mapToDouble(pairs -> pairs.stream().mapToDouble(Pairs::difference).average().orElse(0))
            .toArray();
  }

  private static double difference(Pair pair) {
    Double before = pair.base().reward();
    Double after = pair.version().reward();
    return before == null || after == null ? 0 : after - before;
  }

  private static boolean solved(Trial trial) {
    return trial.outcome() == Outcome.SUCCESS;
  }
}
