package dev.trace2skill.gate;

import dev.trace2skill.gate.SplitSettings.By;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Task;
import dev.trace2skill.store.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task and the part that it is in, which depends on nothing but the task and the settings: it
 * stays when others come.
 *
 * @param named whether the task itself says so
 */
public record Assigned(String taskId, String family, Part part, boolean named) {

  static final Table<Assigned> ASSIGNED = Table.of("assigned", Assigned.class, "task_id");

  /**
   * Deals a task.
   *
   * @param firstSeen when its first run began; null when it has none, or none with a time
   */
  static Assigned of(Task task, @Nullable Instant firstSeen, SplitSettings settings) {
    String family = Families.of(task);
    Optional<Part> named = task.split() == null ? Optional.<Part>empty() : Part.named(task.split());
    return new Assigned(
        task.taskId(),
        family,
        named.orElseGet(() -> dealt(task.taskId(), family, firstSeen, settings)),
        named.isPresent());
  }

  private static Part dealt(
      String taskId, String family, @Nullable Instant firstSeen, SplitSettings settings) {
    double held = settings.validate() + settings.sealed();
    if (held == 0) {
      return Part.EVOLVE;
    }
    double place = fraction(settings.seed(), settings.by() == By.FAMILY ? family : taskId);
    if (settings.by() == By.TIME) {
      boolean old = firstSeen != null && firstSeen.isBefore(settings.from());
      // All that is new is held out, in the same proportion.
      return old ? Part.EVOLVE : place * held < settings.sealed() ? Part.SEALED : Part.VALIDATE;
    }
    return place < settings.sealed() ? Part.SEALED : place < held ? Part.VALIDATE : Part.EVOLVE;
  }

  /** A number from 0 to below 1 that a name always has. */
  private static double fraction(long seed, String name) {
    return Long.parseLong(place(seed, name).substring(0, 13), 16) / (double) (1L << 52);
  }

  /** A place in an order that tells nothing of the name. */
  static String place(long seed, String name) {
    return ContentId.of("split", Long.toString(seed), name);
  }
}
