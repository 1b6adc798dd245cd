package dev.trace2skill.gate;

import dev.trace2skill.model.Task;
import java.util.regex.Pattern;

/**
 * What kind of task a task is: its first tag, or what its id begins with before a number ends it,
 * as {@code return} of {@code return-017}.
 */
public final class Families {

  private static final Pattern NUMBER = Pattern.compile("[-_./:# ]*\\d+$");

  private Families() {}

  /** The family of a task; its own id when nothing tells it. */
  public static String of(Task task) {
    if (!task.tags().isEmpty()) {
      return task.tags().get(0);
    }
    String stem = NUMBER.matcher(task.taskId()).replaceFirst("");
    return stem.isEmpty() ? task.taskId() : stem;
  }
}
