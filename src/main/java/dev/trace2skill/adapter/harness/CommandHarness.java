package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.Command;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessRun.Transcript;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.JsonRecords;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Any program. It runs in the working copy and gets the assignment as one JSON object, on its
 * standard input and in the file that {@code TRACE2SKILL_TASK} names:
 *
 * <pre>{@code
 * {"task_id": "t1", "query": "Sum up sales.csv", "trial": 0, "seed": 0,
 *  "workspace": "/.../work", "output": "/.../home/trajectory.json",
 *  "skill": {"name": "csv", "path": "/.../work/.skills/csv"},
 *  "model": {"protocol": "openai", "base_url": "https://...", "model": "..."}}
 * }</pre>
 *
 * {@code skill} and {@code model} are there when the conf names them; the model's key is in {@code
 * TRACE2SKILL_API_KEY}. What happened it writes to {@code output}, or prints: {@code {"messages":
 * [...]}} in OpenAI's or Anthropic's layout, or whatever trace format the setting {@code format}
 * names; with {@code format: text} all that it prints is the answer. Its exit code says nothing
 * about its success. A program that fails before it has written anything broke down, and is tried
 * again.
 */
public final class CommandHarness implements HarnessAdapter {

  private static final String TEXT = "text";
  private static final String FOLDER = ".skills";
  private static final Set<String> SETTINGS =
      Set.of("command", "format", "skill-folder", "version", "megabytes");

  @Override
  public String harness() {
    return "command";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    if (settings.list("command").isEmpty()) {
      throw new UserError("the harness command needs the setting 'command': what to run");
    }
    int megabytes = settings.text("megabytes").isEmpty() ? 0 : settings.number("megabytes", 1);
    return new HarnessProfile(
        settings.text("version").orElseGet(() -> contents(settings)), megabytes);
  }

  /** A script that was changed is another program. */
  private static String contents(HarnessSettings settings) {
    List<String> hashes = new ArrayList<>();
    for (String argument : settings.list("command")) {
      Path file = Path.of(argument);
      if (argument.contains("/") && Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          hashes.add(ContentId.sha256(in));
        } catch (IOException e) {
          throw new UserError(file + " cannot be read");
        }
      }
    }
    return hashes.isEmpty() ? "" : ContentId.of(hashes.toArray(String[]::new)).substring(0, 12);
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place)
      throws IOException, InterruptedException {
    HarnessSettings settings = assignment.settings();
    Path task = place.home().resolve("task.json");
    Path output = place.home().resolve("trajectory.json");
    String json = JsonRecords.text(json(assignment, place, output));
    Files.writeString(task, json);
    Map<String, String> environment = new TreeMap<>();
    environment.put("TRACE2SKILL_TASK", task.toString());
    if (assignment.model() != null) {
      assignment
          .model()
          .apiKey()
          .value()
          .ifPresent(key -> environment.put("TRACE2SKILL_API_KEY", key));
    }
    Ended ended = place.run(new Command(arguments(settings), environment, json, null));
    String format = settings.text("format").orElse("messages");
    if (format.equals(TEXT)) {
      return new HarnessRun(said(assignment, ended), List.of(), List.of(), ended, null);
    }
    boolean written = Files.isRegularFile(output) && Files.size(output) > 0;
    return HarnessRun.of(ended, List.of(new Transcript(format, written ? output : ended.output())));
  }

  /** Files are meant from where the job runs, and the program runs elsewhere. */
  private static List<String> arguments(HarnessSettings settings) {
    return settings.list("command").stream()
        .map(
            argument ->
                argument.contains("/") && Files.exists(Path.of(argument))
                    ? Path.of(argument).toAbsolutePath().toString()
                    : argument)
        .toList();
  }

  private static ObjectNode json(Assignment assignment, Workplace place, Path output)
      throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("task_id", assignment.taskId()).put("query", assignment.query());
    json.put("trial", assignment.trial()).put("seed", assignment.seed());
    json.put("workspace", place.work().toString()).put("output", output.toString());
    if (assignment.skill() != null) {
      String folder = assignment.settings().text("skill-folder").orElse(FOLDER);
      Path skill = place.placeSkill(assignment, folder);
      json.putObject("skill").put("name", assignment.skillName()).put("path", skill.toString());
    }
    LLMEndpoint model = assignment.model();
    if (model != null) {
      json.putObject("model")
          .put("protocol", model.protocol())
          .put("base_url", model.baseUrl())
          .put("model", model.model());
    }
    return json;
  }

  private Trajectory said(Assignment assignment, Ended ended) throws IOException {
    String answer = Files.readString(ended.output()).strip();
    List<Step> steps = new ArrayList<>();
    steps.add(Step.said(0, Actor.USER, assignment.query()));
    if (!answer.isEmpty()) {
      steps.add(Step.said(1, Actor.AGENT, answer));
    }
    return Trajectory.of(new Source(harness(), null, "", ""), assignment.taskId())
        .query(assignment.query())
        .steps(steps)
        .finalAnswer(answer.isEmpty() ? null : answer)
        .build();
  }
}
