package dev.trace2skill.tasks;

import static dev.trace2skill.store.Tables.TASKS;

import dev.trace2skill.model.Task;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.KnownEvaluators;
import dev.trace2skill.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code files -> tasks}. */
public final class TaskImport {

  private static final int MOST_NAMED = 5;

  private final Warehouse warehouse;

  public TaskImport(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * What an import came to.
   *
   * @param known tasks that were stored already as they are
   * @param notes what the user should know
   */
  public record Counts(long found, long added, long known, long replaced, List<String> notes) {
    public Counts {
      notes = List.copyOf(notes);
    }
  }

  /** The names of the layouts that can be read. */
  public static List<String> layouts() {
    return TaskReaders.layouts();
  }

  /**
   * Stores tasks. Doing it again adds nothing.
   *
   * @throws UserError when a task cannot be understood, or is stored with other contents and is not
   *     to be replaced; then nothing is stored
   */
  public Counts run(TaskRequest request) {
    Found found =
        new TaskReaders(
                KnownEvaluators.all(), warehouse.spark().sparkContext().hadoopConfiguration())
            .read(request);
    // Somebody wrote them one by one.
    List<Task> tasks = found.tasks().stream().map(t -> labelled(t.task(), request)).toList();
    Map<String, Task> stored = stored(tasks);
    List<Task> added = new ArrayList<>();
    List<Task> changed = new ArrayList<>();
    for (Task task : tasks) {
      Task before = stored.get(task.taskId());
      if (before == null) {
        added.add(task);
      } else if (!before.equals(task)) {
        changed.add(task);
      }
    }
    if (!changed.isEmpty() && !request.replace()) {
      throw new UserError(
          "%d tasks are stored with other contents: %s; --replace puts these in their place"
              .formatted(changed.size(), names(changed)));
    }
    warehouse.append(TASKS, added);
    replace(changed);
    return new Counts(
        tasks.size(),
        added.size(),
        tasks.size() - added.size() - changed.size(),
        changed.size(),
        found.notes());
  }

  private static Task labelled(Task task, TaskRequest request) {
    return new Task(
        task.taskId(),
        task.query(),
        task.groundTruth(),
        task.inputs(),
        task.checks(),
        task.split() == null ? request.split() : task.split(),
        Stream.concat(task.tags().stream(), request.tags().stream()).distinct().toList());
  }

  /** No more rows than tasks are imported. */
  private Map<String, Task> stored(List<Task> tasks) {
    if (!warehouse.has(TASKS) || tasks.isEmpty()) {
      return Map.of();
    }
    var ids = TASKS.rows(warehouse.spark(), tasks).select("task_id");
    return TASKS.collect(warehouse.read(TASKS).join(ids, "task_id")).stream()
        .collect(Collectors.toMap(Task::taskId, Function.identity()));
  }

  private void replace(List<Task> changed) {
    if (!changed.isEmpty()) {
      // A table of an earlier version gets the columns that it lacks.
      warehouse.appendNew(TASKS, TASKS.rows(warehouse.spark(), List.of()));
      warehouse.update(TASKS, TASKS.rows(warehouse.spark(), changed));
    }
  }

  private static String names(List<Task> tasks) {
    return tasks.stream().limit(MOST_NAMED).map(Task::taskId).collect(Collectors.joining(", "))
        + (tasks.size() > MOST_NAMED ? ", .." : "");
  }
}
