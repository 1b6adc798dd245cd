package dev.trace2skill.adapter.harness;

import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.Command;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessRun.Transcript;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Gemini command line, without anybody to ask. It speaks its vendor's own protocol, whatever
 * the conf calls the provider; of the address what stands before the version counts. The steps come
 * from the session that it keeps in its home.
 */
public final class GeminiHarness implements HarnessAdapter {

  private static final String FOLDER = ".gemini/skills";
  private static final int MEGABYTES = 300;
  private static final Set<String> SETTINGS = Set.of("program", "arguments", "megabytes");

  /** Nothing is sent but to the model, nobody is asked, and skills are on. */
  private static final String CONFIG =
      """
      {"general": {"enableAutoUpdate": false, "enableAutoUpdateNotification": false},
       "privacy": {"usageStatisticsEnabled": false},
       "telemetry": {"enabled": false},
       "security": {"auth": {"selectedType": "gemini-api-key"}, "folderTrust": {"enabled": false}},
       "skills": {"enabled": true},
       "experimental": {"skills": true}}
      """;

  @Override
  public String harness() {
    return "gemini";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    return new HarnessProfile(
        Program.version(program(settings)), settings.number("megabytes", MEGABYTES));
  }

  private static Path program(HarnessSettings settings) {
    return Program.of(settings, "gemini");
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place)
      throws IOException, InterruptedException {
    if (assignment.skill() != null) {
      var unused = place.placeSkill(assignment, FOLDER);
    }
    Path home = Files.createDirectories(place.home().resolve(".gemini"));
    Files.writeString(home.resolve("settings.json"), CONFIG);
    Ended ended =
        place.run(new Command(arguments(assignment), environment(assignment.model()), "", null));
    List<Transcript> transcripts = new ArrayList<>();
    Newest.below(home.resolve("tmp"), "session-*.json*")
        .ifPresent(file -> transcripts.add(new Transcript("gemini", file)));
    transcripts.add(new Transcript("gemini", ended.output()));
    return HarnessRun.of(ended, transcripts);
  }

  private static List<String> arguments(Assignment assignment) {
    HarnessSettings settings = assignment.settings();
    List<String> all = new ArrayList<>();
    all.add(program(settings).toString());
    all.addAll(List.of("--yolo", "--skip-trust", "--output-format", "stream-json"));
    LLMEndpoint model = assignment.model();
    if (model != null) {
      all.addAll(List.of("--model", model.model()));
    }
    all.addAll(settings.list("arguments"));
    // In one argument, so that a query may begin with a dash.
    all.add("--prompt=" + assignment.query());
    return all;
  }

  private static Map<String, String> environment(@Nullable LLMEndpoint model) {
    Map<String, String> all = new TreeMap<>();
    if (model != null) {
      all.put("GOOGLE_GEMINI_BASE_URL", model.baseUrl().replaceFirst("/v1(beta)?(/openai)?$", ""));
      model.apiKey().value().ifPresent(key -> all.put("GEMINI_API_KEY", key));
    }
    return all;
  }
}
