package dev.trace2skill.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.JsonRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Task folders of Harbor and Terminal-Bench: {@code task.toml}, {@code instruction.md}, {@code
 * environment/} and {@code tests/test.sh}. A task whose environment is a container is stored with
 * the tag {@code needs-container}, and no rollout tries it.
 */
final class HarborTasks implements TaskReader {

  /** What makes a container; no agent needs it in a plain folder. */
  private static final Set<String> BUILDING =
      Set.of("Dockerfile", "docker-compose.yaml", "docker-compose.yml");

  /** Places that only a container has. */
  private static final Pattern PLACES = Pattern.compile("(?<![\\w.}])/(?:app|logs|tests)\\b");

  private static final TomlMapper TOML = new TomlMapper();

  @Override
  public String layout() {
    return "harbor";
  }

  @Override
  public boolean knows(Place place) {
    return place.isOrHolds(HarborTasks::isTask);
  }

  @Override
  public Found read(Place place) {
    List<Place> folders =
        isTask(place)
            ? List.of(place)
            : place.children().stream()
                .filter(Place::isFolder)
                .filter(HarborTasks::isTask)
                .toList();
    List<Found.Located> tasks = folders.stream().map(HarborTasks::task).toList();
    long contained =
        tasks.stream().filter(found -> found.task().tags().contains(Task.NEEDS_CONTAINER)).count();
    return new Found(
        tasks,
        contained == 0
            ? List.of()
            : List.of(
                ("%d of %d tasks need a container, which is not run here: they are stored with the"
                        + " tag %s, and rollout leaves them out")
                    .formatted(contained, tasks.size(), Task.NEEDS_CONTAINER)));
  }

  private static boolean isTask(Place folder) {
    return folder.find("task.toml").isPresent() && folder.find("instruction.md").isPresent();
  }

  private static Found.Located task(Place folder) {
    Place file = folder.find("task.toml").orElseThrow();
    JsonNode settings = settings(file);
    String query = folder.find("instruction.md").map(Place::text).orElse("").strip();
    Place test =
        folder
            .find("tests/test.sh")
            .orElseThrow(() -> new UserError(folder.uri() + ": there is no tests/test.sh"));
    if (query.isEmpty()) {
      throw new UserError(folder.uri() + "/instruction.md is empty");
    }
    Optional<Place> environment = folder.find("environment").filter(Place::isFolder);
    boolean contained =
        settings.path("environment").hasNonNull("docker_image")
            || environment.stream().anyMatch(HarborTasks::builds)
            || PLACES.matcher(test.text()).find();
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("program", "test.sh");
    if (settings.path("verifier").path("timeout_sec").isNumber()) {
      options.put(
          "seconds", (long) Math.ceil(settings.path("verifier").path("timeout_sec").asDouble()));
    }
    if (contained) {
      options.put("container", true);
    }
    Check check = new Check("command", "", null, test.parent().uri(), JsonRecords.text(options));
    return new Found.Located(
        new Task(
            "harbor/" + folder.name(),
            query,
            null,
            environment.map(HarborTasks::inputs).orElse(List.of()),
            List.of(check),
            null,
            tags(settings.path("metadata"), contained)),
        file.uri());
  }

  private static JsonNode settings(Place file) {
    try {
      return TOML.readTree(file.text());
    } catch (JsonProcessingException e) {
      throw new UserError(
          "%s:%d: %s"
              .formatted(
                  file.uri(),
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  private static boolean builds(Place environment) {
    return environment.children().stream().anyMatch(child -> BUILDING.contains(child.name()));
  }

  private static List<TaskInput> inputs(Place environment) {
    return environment.children().stream()
        .filter(child -> !BUILDING.contains(child.name()))
        .map(child -> new TaskInput(child.name(), child.uri(), null, child.executable()))
        .toList();
  }

  private static List<String> tags(JsonNode metadata, boolean contained) {
    List<String> tags = new ArrayList<>();
    for (String key : List.of("difficulty", "category")) {
      if (metadata.path(key).isTextual()) {
        tags.add(metadata.path(key).textValue());
      }
    }
    metadata.path("tags").forEach(tag -> tags.add(tag.asText()));
    if (contained) {
      tags.add(Task.NEEDS_CONTAINER);
    }
    return tags.stream().distinct().toList();
  }
}
