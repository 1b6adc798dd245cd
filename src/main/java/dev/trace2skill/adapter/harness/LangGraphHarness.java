package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessRun.Transcript;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.JsonRecords;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An agent behind a LangGraph server: a thread for each run, whose messages are the transcript, and
 * which is deleted in the end. The graph gets {@code messages}: the skill as a message of the
 * system (unless the setting {@code skill} is {@code configurable}) and the query. In its {@code
 * configurable} are {@code workspace}, the working copy, for tools on the same machine, {@code
 * skill_path}, {@code seed} and {@code trial}. The server is not ours: nothing keeps its tools in
 * their place.
 */
public final class LangGraphHarness implements HarnessAdapter {

  private static final String FOLDER = ".skills";
  private static final String DEADLINE = "deadline";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> SETTINGS =
      Set.of("base-url", "assistant", "skill", "recursion-limit", "version", "api-key-env");

  @Override
  public String harness() {
    return "langgraph";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    LangGraphServer server = server(settings);
    try {
      JsonNode info = server.get("/info", PATIENCE);
      String version =
          info.path("langgraph_js_version").asText(info.path("version").asText())
              + settings.text("version").map(own -> " " + own).orElse("");
      return new HarnessProfile(version.strip(), 0);
    } catch (IOException e) {
      throw new UserError(
          "no LangGraph server answers at %s: %s".formatted(server.baseUrl(), e.getMessage()));
    }
  }

  private static LangGraphServer server(HarnessSettings settings) {
    String url =
        settings
            .text("base-url")
            .orElseThrow(() -> new UserError("the harness langgraph needs the setting 'base-url'"));
    return new LangGraphServer(
        url.replaceFirst("/+$", ""), settings.text("api-key-env").map(System::getenv).orElse(null));
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place)
      throws IOException, InterruptedException {
    LangGraphServer server = server(assignment.settings());
    String thread;
    try {
      thread = server.post("/threads", object(), PATIENCE).path("thread_id").asText();
    } catch (IOException e) {
      interruptedAs(e);
      return HarnessRun.broken("the server made no thread: " + e.getMessage());
    }
    try {
      List<Judgement> said = follow(server, thread, body(assignment, place), place.left());
      JsonNode state = server.get("/threads/" + thread + "/state", PATIENCE);
      Path messages = place.records().resolve("messages.json");
      ObjectNode record = object();
      record.set("messages", state.path("values").path("messages"));
      Files.writeString(messages, JsonRecords.text(record));
      List<Transcript> transcripts = List.of(new Transcript("langsmith-messages", messages));
      return new HarnessRun(null, transcripts, said, null, null);
    } catch (IOException e) {
      interruptedAs(e);
      return HarnessRun.broken("the server broke off: " + e.getMessage());
    } finally {
      server.delete("/threads/" + thread, PATIENCE);
    }
  }

  /** Starts the run and hears it to its end, or to the end of its time. What it says of its end. */
  private static List<Judgement> follow(
      LangGraphServer server, String thread, ObjectNode body, Duration left) throws IOException {
    List<Judgement> said = new ArrayList<>();
    String runs = "/threads/" + thread + "/runs";
    LangGraphServer.Stream heard = new LangGraphServer.Stream();
    try {
      server.stream(runs + "/stream", body, left, heard);
    } catch (InterruptedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      said.add(Judgement.of(Kind.ERROR, DEADLINE, "the run was ended because of its limit"));
      if (heard.run() != null) {
        server.cancel(runs + "/" + heard.run() + "/cancel?wait=true", PATIENCE);
      }
    }
    if (heard.error() != null) {
      said.add(error(heard.error()));
    }
    return said;
  }

  private static Judgement error(JsonNode error) {
    String name = error.path("error").asText("error");
    return Judgement.of(Kind.ERROR, name, error.path("message").asText(error.toString()));
  }

  private static ObjectNode body(Assignment assignment, Workplace place) throws IOException {
    HarnessSettings settings = assignment.settings();
    ObjectNode body = object();
    body.put("assistant_id", settings.text("assistant").orElse("agent"));
    body.putArray("stream_mode").add("updates");
    ObjectNode config = body.putObject("config");
    settings
        .text("recursion-limit")
        .ifPresent(limit -> config.put("recursion_limit", settings.number("recursion-limit", 1)));
    ObjectNode configurable = config.putObject("configurable");
    configurable.put("workspace", place.work().toString());
    configurable.put("seed", assignment.seed()).put("trial", assignment.trial());
    ArrayNode messages = body.putObject("input").putArray("messages");
    Skill skill = assignment.skill();
    if (skill != null) {
      Path folder = place.placeSkill(assignment, FOLDER);
      configurable.put("skill_path", folder.toString());
      if (!settings.text("skill").orElse("system").equals("configurable")) {
        messages
            .addObject()
            .put("role", "system")
            .put(
                "content",
                "Follow this skill; its files are in %s.\n\n%s"
                    .formatted(folder, skill.file(Skill.MAIN_FILE).orElse("")));
      }
    }
    messages.addObject().put("role", "user").put("content", assignment.query());
    return body;
  }

  private static void interruptedAs(IOException e) throws InterruptedException {
    if (e instanceof InterruptedIOException && Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
