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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The command line of Claude Code, without anybody to ask. The steps come from the session that it
 * keeps in its home, how it ended and what it cost from what it prints. Tools are allowed by name,
 * which works for every user; what it is denied shows as an error of the tool.
 */
public final class ClaudeCodeHarness implements HarnessAdapter {

  private static final String FOLDER = ".claude/skills";
  private static final String PROTOCOL = "anthropic";
  private static final int MEGABYTES = 350;
  private static final String TOOLS = "Bash,Read,Write,Edit,Glob,Grep,Skill";
  private static final Set<String> SETTINGS =
      Set.of("program", "max-turns", "max-retries", "allowed-tools", "arguments", "megabytes");

  @Override
  public String harness() {
    return "claude-code";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    return new HarnessProfile(
        Program.version(program(settings)), settings.number("megabytes", MEGABYTES));
  }

  private static Path program(HarnessSettings settings) {
    return Program.of(settings, "claude");
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place)
      throws IOException, InterruptedException {
    LLMEndpoint model = assignment.model();
    if (model != null && !model.protocol().equals(PROTOCOL)) {
      return HarnessRun.broken("Claude Code asks a model by its vendor's protocol: " + PROTOCOL);
    }
    if (assignment.skill() != null) {
      var unused = place.placeSkill(assignment, FOLDER);
    }
    String session = session(assignment.rolloutId());
    Ended ended =
        place.run(
            new Command(
                arguments(assignment, session),
                environment(assignment, place),
                assignment.query(),
                null));
    List<Transcript> transcripts = new ArrayList<>();
    transcript(place.home(), session)
        .ifPresent(file -> transcripts.add(new Transcript("claude-code", file)));
    transcripts.add(new Transcript("claude-stream-json", ended.output()));
    return HarnessRun.of(ended, transcripts);
  }

  /** The run's name as the name of a session. */
  private static String session(String rolloutId) {
    return rolloutId.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12}).*", "$1-$2-$3-$4-$5");
  }

  private static List<String> arguments(Assignment assignment, String session) {
    HarnessSettings settings = assignment.settings();
    List<String> all = new ArrayList<>();
    all.add(program(settings).toString());
    all.addAll(List.of("-p", "--output-format", "stream-json", "--verbose"));
    all.addAll(List.of("--permission-mode", "acceptEdits"));
    List<String> tools = settings.list("allowed-tools");
    all.addAll(List.of("--allowedTools", tools.isEmpty() ? TOOLS : String.join(",", tools)));
    all.addAll(List.of("--session-id", session));
    settings.text("max-turns").ifPresent(turns -> all.addAll(List.of("--max-turns", turns)));
    LLMEndpoint model = assignment.model();
    if (model != null) {
      all.addAll(List.of("--model", model.model()));
    }
    all.addAll(settings.list("arguments"));
    return all;
  }

  private static Map<String, String> environment(Assignment assignment, Workplace place) {
    Map<String, String> all = new TreeMap<>();
    // Enough to keep it from calling anywhere but its model.
    all.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    all.put("DISABLE_AUTOUPDATER", "1");
    all.put("DISABLE_TELEMETRY", "1");
    all.put("DISABLE_ERROR_REPORTING", "1");
    all.put("CLAUDE_CODE_DISABLE_BUNDLED_SKILLS", "1");
    // Or a subagent may end after the agent that it works for.
    all.put("CLAUDE_CODE_DISABLE_BACKGROUND_TASKS", "1");
    all.put("CLAUDE_CODE_DISABLE_AUTO_MEMORY", "1");
    // Or it writes beside its temporary folder.
    all.put("CLAUDE_CODE_TMPDIR", place.home().resolveSibling("tmp").toString());
    assignment
        .settings()
        .text("max-retries")
        .ifPresent(retries -> all.put("CLAUDE_CODE_MAX_RETRIES", retries));
    LLMEndpoint model = assignment.model();
    if (model != null) {
      all.put("ANTHROPIC_BASE_URL", model.baseUrl().replaceFirst("/v1$", ""));
      model.apiKey().value().ifPresent(key -> all.put("ANTHROPIC_API_KEY", key));
    }
    return all;
  }

  private static Optional<Path> transcript(Path home, String session) throws IOException {
    Path projects = home.resolve(".claude/projects");
    if (!Files.isDirectory(projects)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(projects, 2)) {
      return files.filter(file -> file.endsWith(session + ".jsonl")).findFirst();
    }
  }
}
