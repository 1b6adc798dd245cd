package dev.trace2skill.tasks;

import dev.trace2skill.model.Task;
import java.util.List;

/**
 * What a reader found.
 *
 * @param notes what the user should know of them, such as what was left out and why
 */
record Found(List<Located> tasks, List<String> notes) {

  /**
   * A task and where it stands.
   *
   * @param place file and line, or folder
   */
  record Located(Task task, String place) {}

  Found {
    tasks = List.copyOf(tasks);
    notes = List.copyOf(notes);
  }

  static Found of(List<Located> tasks) {
    return new Found(tasks, List.of());
  }
}
