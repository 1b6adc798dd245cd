package dev.trace2skill.testing;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.LLMMessage.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A model that does the chores of the examples as their {@code played.sh} says, in a shell. */
public final class PlayedChores implements Function<Asked, Said> {

  /** Scripts by what is asked. */
  private final Map<String, String> scripts = new TreeMap<>();

  public PlayedChores() {
    try (Stream<Path> tasks = Files.list(Path.of("jobs/examples/tasks"))) {
      for (Path task : tasks.toList()) {
        String query = Files.readAllLines(task.resolve("task.yaml")).get(0);
        scripts.put(
            query.substring("query: \"".length(), query.length() - 1).replace("\\\"", "\""),
            Files.readString(task.resolve("played.sh")).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Said apply(Asked asked) {
    String script = scripts.get(asked.messages().get(0).text());
    if (script == null) {
      return Said.text("I do not know this task.");
    }
    List<Said> answers =
        List.of(
            bash("ls -R"), bash(script), call("submit", "answer", "It is done."), Said.text("!"));
    long turn = asked.messages().stream().filter(m -> m.role() == Role.MODEL).count();
    return answers.get((int) Math.min(turn, answers.size() - 1));
  }

  private static Said bash(String command) {
    return call("bash", "command", command);
  }

  private static Said call(String tool, String argument, String value) {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return Said.calls("", new ToolCall("", tool, "{\"%s\": \"%s\"}".formatted(argument, quoted)));
  }
}
