package dev.trace2skill.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder a task: {@code task.yaml} or {@code task.json}, what the agent starts from in {@code
 * inputs/}, and what is right in {@code checks/}, which no agent sees. Without any check stated the
 * one program in {@code checks/} is the check.
 */
final class TaskFolders implements TaskReader {

  private static final List<String> FILES = List.of("task.yaml", "task.yml", "task.json");

  /** Reads JSON too, and says where it is broken. */
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public String layout() {
    return "folders";
  }

  @Override
  public boolean knows(Place place) {
    return place.isFolder()
        && (file(place).isPresent()
            || place.children().stream()
                .anyMatch(child -> child.isFolder() && file(child).isPresent()));
  }

  @Override
  public Found read(Place place) {
    if (file(place).isPresent()) {
      return Found.of(List.of(task(place)));
    }
    List<Found.Located> tasks = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Place child : place.children()) {
      if (child.isFolder() && file(child).isPresent()) {
        tasks.add(task(child));
      } else {
        notes.add(child.uri() + " is left out: it is no folder with a task.yaml or task.json");
      }
    }
    return new Found(tasks, notes);
  }

  private static Optional<Place> file(Place folder) {
    return FILES.stream().flatMap(name -> folder.find(name).stream()).findFirst();
  }

  private static Found.Located task(Place folder) {
    Place file = file(folder).orElseThrow();
    try {
      TaskObject object = TaskObject.of(YAML.readTree(file.text()), folder);
      Task stated = object.task(folder.name());
      Task whole =
          new Task(
              stated.taskId(),
              stated.query(),
              stated.groundTruth(),
              object.has("inputs") ? stated.inputs() : inputs(folder),
              stated.checks().isEmpty() && stated.groundTruth() == null
                  ? checks(folder)
                  : stated.checks(),
              stated.split(),
              stated.tags());
      return new Found.Located(whole, file.uri());
    } catch (JsonProcessingException e) {
      throw new UserError(
          "%s:%d: %s"
              .formatted(
                  file.uri(),
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (Malformed e) {
      throw e.at(file.uri());
    }
  }

  private static List<TaskInput> inputs(Place folder) {
    return folder.find("inputs").filter(Place::isFolder).stream()
        .flatMap(inputs -> inputs.children().stream())
        .map(input -> new TaskInput(input.name(), input.uri(), null, input.executable()))
        .toList();
  }

  private static List<Check> checks(Place folder) throws Malformed {
    Optional<Place> checks = folder.find("checks").filter(Place::isFolder);
    if (checks.isEmpty()) {
      return List.of();
    }
    List<Place> programs = checks.get().children().stream().filter(Place::executable).toList();
    if (programs.size() != 1) {
      throw new Malformed(
          "the task states no check, and there are %d programs in checks/ instead of one"
              .formatted(programs.size()));
    }
    return List.of(Check.file("command", "", programs.get(0).uri()));
  }
}
