package dev.trace2skill.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Arguments;
import dev.trace2skill.spi.JsonRecord;
import dev.trace2skill.spi.JsonRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of tau-bench: a list of tasks with their right actions and outputs, or results of runs
 * that hold their tasks. Ids are those that the runs have when they are ingested.
 */
final class TauBenchTasks implements TaskReader {

  private static final String NOTE =
      "these tasks need the benchmark's own tools and its simulated user; a harness without them"
          + " only sees what the user wants";

  @Override
  public String layout() {
    return "tau-bench";
  }

  @Override
  public boolean knows(Place place) {
    if (place.isFolder() || !place.endsWith(".json")) {
      return false;
    }
    try (JsonRecords records = JsonRecords.peek(place.file())) {
      JsonNode first = records.hasNext() ? records.next().value() : null;
      return first != null && task(first).has("instruction");
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  @Override
  public Found read(Place place) {
    Map<String, Found.Located> tasks = new LinkedHashMap<>();
    int number = 0;
    try (JsonRecords records = JsonRecords.any(place.file())) {
      while (records.hasNext()) {
        JsonRecord record = records.next();
        String where = place.uri() + ":" + record.line();
        if (record.value() == null) {
          throw new UserError(where + ": " + record.error());
        }
        JsonNode told = task(record.value());
        boolean run = !record.value().has("instruction");
        if (run && told.isMissingNode()) {
          continue; // A run that broke down does not say what its task was.
        }
        Task task =
            task(told, record.value().path("task_id").asText(Integer.toString(number)), where);
        number++;
        if (tasks.putIfAbsent(task.taskId(), new Found.Located(task, where)) != null && !run) {
          throw new UserError(where + ": the task is there twice");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(place.uri() + ": " + e.getMessage());
    }
    return new Found(List.copyOf(tasks.values()), List.of(NOTE));
  }

  /** The task itself, or the one that a run holds. */
  private static JsonNode task(JsonNode value) {
    return value.has("instruction") ? value : value.path("info").path("task");
  }

  private static Task task(JsonNode told, String number, String where) {
    String instruction = told.path("instruction").asText("");
    if (instruction.isBlank()) {
      throw new UserError(where + ": the task has no 'instruction'");
    }
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode action : told.path("actions")) {
      JsonNode arguments = action.has("kwargs") ? action.path("kwargs") : action.path("arguments");
      String name = action.path("name").asText("");
      if (name.isBlank()) {
        throw new UserError(where + ": an action has no 'name'");
      }
      calls.add(new ToolCall("", name, Arguments.of(arguments).json()));
    }
    List<String> outputs = new ArrayList<>();
    told.path("outputs").forEach(output -> outputs.add(output.asText()));
    String id = "tau-bench/" + number + "-" + ContentId.of(instruction).substring(0, 8);
    return new Task(
        id,
        instruction,
        new GroundTruth(calls, outputs, null),
        List.of(),
        List.of(),
        null,
        List.of("tau-bench"));
  }
}
