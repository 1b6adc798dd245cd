package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.Command;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.JsonRecords;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line of Cline, without anybody to ask, and without the server that it would leave
 * behind. The steps come from the events that it prints.
 */
public final class ClineHarness implements HarnessAdapter {

  private static final String PROGRAM = "cline";
  private static final String FOLDER = ".cline/skills";
  private static final int MEGABYTES = 400;
  private static final Set<String> SETTINGS = Set.of("program", "arguments", "megabytes");

  /** Its names for the protocols of models. */
  private static final Map<String, String> PROVIDERS =
      Map.of("openai-compatible", "openai-compatible", "anthropic", "anthropic");

  /** Sessions of its own, in the process that was started. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CLINE_SESSION_BACKEND_MODE", "local");

  @Override
  public String harness() {
    return "cline";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    return Program.profile(settings, PROGRAM, MEGABYTES);
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place)
      throws IOException, InterruptedException {
    LLMEndpoint model = assignment.model();
    if (model != null && !PROVIDERS.containsKey(model.protocol())) {
      return HarnessRun.broken("Cline asks no model by the protocol " + model.protocol());
    }
    if (assignment.skill() != null) {
      var unused = place.placeSkill(assignment, FOLDER);
    }
    if (model != null) {
      Path settings = Files.createDirectories(place.home().resolve(".cline/data/settings"));
      Files.writeString(settings.resolve("providers.json"), providers(model));
    }
    Ended ended = place.run(new Command(arguments(assignment), ENVIRONMENT, "", null));
    return new HarnessRun(
        ClineEvents.read(ended.output(), assignment), List.of(), List.of(), ended, null);
  }

  private static List<String> arguments(Assignment assignment) {
    HarnessSettings settings = assignment.settings();
    List<String> all = new ArrayList<>();
    all.add(Program.of(settings, PROGRAM).toString());
    all.addAll(List.of("--json", "--auto-approve", "true"));
    LLMEndpoint model = assignment.model();
    if (model != null) {
      all.addAll(List.of("-P", PROVIDERS.get(model.protocol()), "-m", model.model()));
    }
    all.addAll(settings.list("arguments"));
    // A query of one word would be taken for a command.
    all.addAll(List.of("--", assignment.query() + "\n"));
    return all;
  }

  /** Its own file, so that the key is on no command line. */
  private static String providers(LLMEndpoint model) {
    String name = PROVIDERS.get(model.protocol());
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("version", 1).put("lastUsedProvider", name).putObject("modes");
    ObjectNode provider = file.putObject("providers").putObject(name);
    provider
        .putObject("settings")
        .put("provider", name)
        .put("apiKey", model.apiKey().value().orElse("none"))
        .put("model", model.model())
        .put("baseUrl", model.baseUrl());
    provider.put("updatedAt", "2000-01-01T00:00:00.000Z").put("tokenSource", "manual");
    return JsonRecords.text(file);
  }
}
