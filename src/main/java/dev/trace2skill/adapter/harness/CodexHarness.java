package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.databind.node.TextNode;
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
import dev.trace2skill.spi.Secret;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The command line of Codex, without anybody to ask. Its model must speak the Responses API. The
 * steps come from the rollout file that it keeps in its home. Its own sandbox is off unless the
 * setting {@code sandbox} says otherwise: the run is kept in its place from outside.
 */
public final class CodexHarness implements HarnessAdapter {

  private static final String PROGRAM = "codex";
  private static final String FOLDER = ".agents/skills";
  private static final String PROTOCOL = "openai-compatible";
  private static final String KEY = "TRACE2SKILL_API_KEY";
  private static final int MEGABYTES = 200;
  private static final Set<String> SETTINGS =
      Set.of("program", "sandbox", "arguments", "megabytes");

  @Override
  public String harness() {
    return "codex";
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
    if (model != null && !model.protocol().equals(PROTOCOL)) {
      return HarnessRun.broken("Codex asks a model by the protocol " + PROTOCOL);
    }
    if (assignment.skill() != null) {
      var unused = place.placeSkill(assignment, FOLDER);
    }
    Path home = Files.createDirectories(place.home().resolve(".codex"));
    Map<String, String> environment = new TreeMap<>();
    if (model != null) {
      Files.writeString(home.resolve("config.toml"), config(model));
      model.apiKey().value().ifPresent(key -> environment.put(KEY, key));
    }
    Ended ended =
        place.run(
            new Command(arguments(assignment.settings()), environment, assignment.query(), null));
    List<Transcript> transcripts = new ArrayList<>();
    Newest.below(home.resolve("sessions"), "rollout-*.jsonl")
        .ifPresent(file -> transcripts.add(new Transcript("codex", file)));
    transcripts.add(new Transcript("codex", ended.output()));
    return HarnessRun.of(ended, transcripts);
  }

  private static List<String> arguments(HarnessSettings settings) {
    List<String> all = new ArrayList<>();
    all.add(Program.of(settings, PROGRAM).toString());
    all.addAll(List.of("exec", "--json", "--skip-git-repo-check"));
    settings
        .text("sandbox")
        .ifPresentOrElse(
            sandbox -> all.addAll(List.of("--sandbox", sandbox)),
            () -> all.add("--dangerously-bypass-approvals-and-sandbox"));
    all.addAll(settings.list("arguments"));
    all.add("-");
    return all;
  }

  /** JSON strings are TOML strings. */
  private static String config(LLMEndpoint model) {
    return """
        model = %s
        model_provider = "given"
        check_for_update_on_startup = false
        [analytics]
        enabled = false
        [model_providers.given]
        name = "given"
        base_url = %s
        wire_api = "responses"
        %s
        """
        .formatted(
            quoted(model.model()),
            quoted(model.baseUrl()),
            model.apiKey().equals(Secret.NONE) ? "" : "env_key = \"" + KEY + "\"");
  }

  private static String quoted(String text) {
    return JsonRecords.text(TextNode.valueOf(text));
  }
}
