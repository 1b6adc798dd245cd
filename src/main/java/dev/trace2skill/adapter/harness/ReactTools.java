package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.spi.Command;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.Ended.Ending;
import dev.trace2skill.spi.LLMTool;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools of {@link SimpleReact}. What goes wrong in one is said to the model. */
final class ReactTools {

  /** Of what a tool gives back; the middle of more is left out. */
  private static final int LONGEST = 6_000;

  private static final JsonMapper JSON = new JsonMapper();

  private static final String TEXT = "{\"type\":\"string\"}";

  static final List<LLMTool> ALL =
      List.of(
          tool("bash", "Runs a shell command in the folder, with a time limit.", "command"),
          tool("read", "Gives the text of a file.", "path"),
          tool("write", "Writes a file, new or in place of another.", "path", "content"),
          tool(
              "edit",
              "Replaces a text that occurs exactly once in a file by another.",
              "path",
              "old",
              "new"),
          tool("submit", "Ends the work with an answer to the user.", "answer"));

  private final Workplace place;
  private final int seconds;
  private @Nullable String answer;

  ReactTools(Workplace place, int seconds) {
    this.place = place;
    this.seconds = seconds;
  }

  private static LLMTool tool(String name, String description, String... arguments) {
    String properties =
        String.join(",", List.of(arguments).stream().map(a -> "\"" + a + "\":" + TEXT).toList());
    String required =
        String.join(",", List.of(arguments).stream().map(a -> "\"" + a + "\"").toList());
    return new LLMTool(
        name,
        description,
        "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s],\"additionalProperties\":false}"
            .formatted(properties, required));
  }

  /** What was submitted; null when nothing was. */
  @Nullable String answer() {
    return answer;
  }

  ToolResult use(ToolCall call) throws InterruptedException {
    try {
      return result(call, used(call), false);
    } catch (Refused | IOException | InvalidPathException e) {
      return result(call, String.valueOf(e.getMessage()), true);
    }
  }

  private static ToolResult result(ToolCall call, String text, boolean error) {
    return new ToolResult(call.callId(), call.tool(), cut(text), error);
  }

  private String used(ToolCall call) throws Refused, IOException, InterruptedException {
    JsonNode arguments = arguments(call);
    return switch (call.tool()) {
      case "bash" -> bash(text(arguments, "command"));
      case "read" -> Files.readString(file(arguments));
      case "write" -> write(file(arguments), text(arguments, "content"));
      case "edit" -> edit(file(arguments), text(arguments, "old"), text(arguments, "new"));
      case "submit" -> {
        answer = text(arguments, "answer");
        yield "submitted";
      }
      default ->
          throw new Refused(
              "there is no tool %s; there are %s"
                  .formatted(
                      call.tool(), String.join(", ", ALL.stream().map(LLMTool::name).toList())));
    };
  }

  private String bash(String command) throws Refused, IOException, InterruptedException {
    Ended ended =
        place.run(
            new Command(
                List.of("sh", "-c", command + "\n"), Map.of(), "", Duration.ofSeconds(seconds)));
    String said = shown(ended.output()) + shown(ended.error());
    Files.deleteIfExists(ended.output());
    Files.deleteIfExists(ended.error());
    if (ended.ending() != Ending.EXITED) {
      String why = ended.ending().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      throw new Refused(said + "[ended: " + why + "]");
    }
    if (ended.exitCode() != 0) {
      throw new Refused(said + "[exit code " + ended.exitCode() + "]");
    }
    return said;
  }

  private static String shown(Path file) throws IOException {
    return cut(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  private static String write(Path file, String content) throws IOException {
    var unused = Files.createDirectories(file.getParent());
    var unusedToo = Files.writeString(file, content);
    return "written";
  }

  private static String edit(Path file, String old, String now) throws Refused, IOException {
    String text = Files.readString(file);
    int at = old.isEmpty() ? -1 : text.indexOf(old);
    if (at < 0) {
      throw new Refused("the text does not occur in the file");
    }
    if (text.indexOf(old, at + 1) >= 0) {
      throw new Refused("the text occurs more than once in the file");
    }
    var unused =
        Files.writeString(file, text.substring(0, at) + now + text.substring(at + old.length()));
    return "replaced";
  }

  /** A path inside the working copy, also when links lead elsewhere. */
  private Path file(JsonNode arguments) throws Refused, IOException {
    Path path = place.work().resolve(text(arguments, "path")).normalize();
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!path.startsWith(place.work())
        || Files.isSymbolicLink(path)
        || !there.toRealPath().startsWith(place.work().toRealPath())) {
      throw new Refused("the path leads out of the folder");
    }
    return path;
  }

  private static JsonNode arguments(ToolCall call) throws Refused {
    try {
      JsonNode arguments = JSON.readTree(call.arguments());
      if (arguments.isObject()) {
        return arguments;
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    throw new Refused("the arguments are not a JSON object");
  }

  private static String text(JsonNode arguments, String name) throws Refused {
    JsonNode value = arguments.path(name);
    if (!value.isTextual()) {
      throw new Refused("the argument " + name + " is missing or no text");
    }
    return value.textValue();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST / 2)
            + "\n[... %d characters left out ...]\n".formatted(text.length() - LONGEST)
            + text.substring(text.length() - LONGEST / 2);
  }

  /** A call that does nothing, and why. */
  private static final class Refused extends Exception {
    Refused(String why) {
      super(why);
    }
  }
}
