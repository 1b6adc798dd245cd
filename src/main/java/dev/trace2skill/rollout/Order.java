package dev.trace2skill.rollout;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Task;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.store.JournalJson;
import dev.trace2skill.store.Table;

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
    LLMEndpoint model = how.model();
    String id =
        ContentId.of(
            "rollout 1",
            JournalJson.write(task),
            contents,
            how.skill() == null ? "" : how.skill().name() + " " + how.skill().skill().id(),
            how.harness(),
            profile.version(),
            how.settings().json(),
            model == null
                ? ""
                : String.join(" ", model.protocol(), model.baseUrl(), model.model())
                    + model.options(),
            how.llm() == null ? "" : how.llm().sampling().toString(),
            how.limits().toString(),
            Integer.toString(trial),
            Long.toString(seed));
    return new Order(id, task, 0, trial, seed);
  }

  Order of(int number) {
    return new Order(rolloutId, task, number, trial, seed);
  }
}
