package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command line of opencode, without anybody to ask. The steps come from the events that it
 * prints. It asks a model that fails until its time is over; that it failed stands in its log.
 */
public final class OpencodeHarness implements HarnessAdapter {

  private static final String PROGRAM = "opencode";
  private static final String FOLDER = ".claude/skills";
  private static final String KEY = "TRACE2SKILL_API_KEY";
  private static final int MEGABYTES = 700;
  private static final Set<String> SETTINGS = Set.of("program", "arguments", "megabytes");

  /** Its packages for the protocols of models; they are part of the program. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "openai-compatible", "@ai-sdk/openai-compatible",
          "anthropic", "@ai-sdk/anthropic");

  private static final Pattern FAILED =
      Pattern.compile("message=\"stream error\".*error\\.error=\"(?<why>[^\\n]*)\"");

  @Override
  public String harness() {
    return "opencode";
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
    if (model != null && !PACKAGES.containsKey(model.protocol())) {
      return HarnessRun.broken("opencode asks no model by the protocol " + model.protocol());
    }
    if (assignment.skill() != null) {
      var unused = place.placeSkill(assignment, FOLDER);
    }
    Map<String, String> environment = new TreeMap<>();
    environment.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
    environment.put("OPENCODE_DISABLE_MODELS_FETCH", "1");
    environment.put("OPENCODE_DISABLE_LSP_DOWNLOAD", "1");
    // Or it fetches packages for plugins into every new home.
    environment.put("npm_config_offline", "true");
    Path folder = Files.createDirectories(place.home().resolve(".config/opencode"));
    Files.writeString(folder.resolve("opencode.json"), config(model));
    if (model != null) {
      model.apiKey().value().ifPresent(key -> environment.put(KEY, key));
    }
    Ended ended =
        place.run(
            new Command(arguments(assignment.settings()), environment, assignment.query(), null));
    List<Judgement> judgements = new ArrayList<>();
    if (ended.ending().isLimit()) {
      failure(place.home()).ifPresent(judgements::add);
    }
    return new HarnessRun(
        OpencodeEvents.read(ended.output(), assignment), List.of(), judgements, ended, null);
  }

  private static List<String> arguments(HarnessSettings settings) {
    List<String> all = new ArrayList<>();
    all.add(Program.of(settings, PROGRAM).toString());
    all.addAll(List.of("run", "--format", "json"));
    all.addAll(settings.list("arguments"));
    return all;
  }

  /** Nothing is shared or updated, and nobody is asked: who asks would end the run. */
  private static String config(@Nullable LLMEndpoint model) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("autoupdate", false).put("share", "disabled");
    ObjectNode permission = config.putObject("permission");
    for (String what : List.of("edit", "bash", "webfetch", "external_directory", "skill")) {
      permission.put(what, "allow");
    }
    if (model != null) {
      config.put("model", "given/" + model.model()).put("small_model", "given/" + model.model());
      ObjectNode provider = config.putObject("provider").putObject("given");
      provider.put("npm", PACKAGES.get(model.protocol())).put("name", "given");
      provider
          .putObject("options")
          .put("baseURL", model.baseUrl())
          .put("apiKey", "{env:" + KEY + "}");
      provider.putObject("models").putObject(model.model()).put("tool_call", true);
    }
    return JsonRecords.text(config);
  }

  /** Why the model gave no answer, as it was last. */
  private static Optional<Judgement> failure(Path home) throws IOException {
    Optional<Path> log = Newest.below(home.resolve(".local/share/opencode/log"), "*.log");
    if (log.isEmpty()) {
      return Optional.empty();
    }
    Matcher failures = FAILED.matcher(Files.readString(log.get()));
    Judgement last = null;
    while (failures.find()) {
      last = Judgement.of(Kind.ERROR, "model", failures.group("why"));
    }
    return Optional.ofNullable(last);
  }
}
