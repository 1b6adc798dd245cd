package dev.trace2skill.rollout;

import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Task;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.KnownEvaluators;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.store.JournalJson;
import dev.trace2skill.store.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * One run that is to be made.
 *
 * @param rolloutId hash of everything that can change it
 * @param arm which of the skills that tasks are tried with, by its number
 */
public record Order(String rolloutId, Task task, int arm, int trial, long seed) {

  static final Table<Order> ORDERS = Table.of("orders", Order.class, "rollout_id");

  /**
   * The order of a run.
   *
   * @param contents a hash of the files that the task names
   */
  static Order of(
      Task task,
      String contents,
      int trial,
      long seed,
      RolloutSettings how,
      HarnessProfile profile) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                "rollout 1",
                JournalJson.write(task),
                contents,
                how.skill() == null ? "" : how.skill().name() + " " + how.skill().skill().id(),
                how.harness(),
                profile.version(),
                how.settings().json(),
                how.model() == null ? "" : named(how.model()),
                how.llm() == null ? "" : how.llm().sampling().toString(),
                how.limits().toString(),
                Integer.toString(trial),
                Long.toString(seed)));
    LlmSettings judge = how.judge();
    if (judge != null && asksJudge(task)) {
      parts.addAll(List.of("judge", named(judge.endpoint()), judge.sampling().toString()));
    }
    return new Order(ContentId.of(parts.toArray(String[]::new)), task, 0, trial, seed);
  }

  Order of(int number) {
    return new Order(rolloutId, task, number, trial, seed);
  }

  private static String named(LLMEndpoint model) {
    return String.join(" ", model.protocol(), model.baseUrl(), model.model()) + model.options();
  }

  private static boolean asksJudge(Task task) {
    return task.checks().stream()
        .anyMatch(check -> KnownEvaluators.asking().contains(check.evaluator()));
  }
}
