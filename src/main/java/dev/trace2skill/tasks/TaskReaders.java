package dev.trace2skill.tasks;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.Evaluator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads tasks in whatever layout they have, and refuses what no run could meet.
 *
 * @param evaluators that checks may name
 */
record TaskReaders(List<Evaluator> evaluators, Configuration conf) {

  /** Those that look closest come first. */
  private static List<TaskReader> readers(String compare) {
    return List.of(
        new SpreadsheetBench(compare),
        new HarborTasks(),
        new TaskFolders(),
        new TauBenchTasks(),
        new TaskCsv(),
        new TaskTable());
  }

  /** The names of the layouts. */
  static List<String> layouts() {
    return readers("").stream().map(TaskReader::layout).toList();
  }

  /**
   * All tasks at some addresses.
   *
   * @throws UserError with file and line when one cannot be understood, is there twice, or has a
   *     check that no run could meet
   */
  Found read(TaskRequest request) {
    Map<String, Found.Located> tasks = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    for (String path : request.paths()) {
      Place place = Place.of(path, conf);
      Found found = reader(request, place).read(place);
      notes.addAll(found.notes());
      for (Found.Located located : found.tasks()) {
        Found.Located before = tasks.put(located.task().taskId(), located);
        if (before != null) {
          throw new UserError(
              "%s: task '%s' is there already, at %s"
                  .formatted(located.place(), located.task().taskId(), before.place()));
        }
        check(located);
      }
    }
    return new Found(List.copyOf(tasks.values()), notes);
  }

  private static TaskReader reader(TaskRequest request, Place place) {
    List<TaskReader> readers = readers(request.compare());
    String layout = request.layout();
    return readers.stream()
        .filter(r -> layout == null ? r.knows(place) : r.layout().equals(layout))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "%s is in no layout of tasks that is known; known: %s"
                        .formatted(place.uri(), String.join(", ", layouts()))));
  }

  private void check(Found.Located located) {
    Task task = located.task();
    for (Check check : task.checks()) {
      Optional<Evaluator> evaluator =
          evaluators.stream().filter(e -> e.evaluator().equals(check.evaluator())).findFirst();
      if (evaluator.isEmpty()) {
        throw new UserError(
            "%s: unknown evaluator '%s'; known: %s"
                .formatted(
                    located.place(),
                    check.evaluator(),
                    String.join(", ", evaluators.stream().map(Evaluator::evaluator).toList())));
      }
      if (evaluator.get() instanceof CheckEvaluator known && isHere(check)) {
        known.problems(check).stream()
            .findFirst()
            .ifPresent(
                problem -> {
                  throw new UserError(
                      "%s: check %s: %s".formatted(located.place(), check.label(), problem));
                });
      } else if (!evaluator.get().judges(task)) {
        throw new UserError(
            "%s: check %s: the task has no ground truth for it"
                .formatted(located.place(), check.label()));
      }
    }
  }

  /** What lies elsewhere is fetched before it is looked at; that it exists is known. */
  private static boolean isHere(Check check) {
    return check.expectedUri() == null || check.expectedUri().startsWith("file:");
  }
}
