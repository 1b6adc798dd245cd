package dev.trace2skill.adapter.harness;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;

/**
 * An agent of LangChain4j inside this program, with the tools and the instructions of {@link
 * SimpleReact}; the loop, its memory and its way with tools are the library's. It asks through the
 * call layer. The library is not a part of ours: this class gets along without it.
 */
public final class LangChain4jHarness implements HarnessAdapter {

  private static final Set<String> SETTINGS = Set.of("max-turns", "skill", "command-seconds");
  private static final String LIBRARY = "META-INF/maven/dev.langchain4j/langchain4j/pom.properties";
  private static final int TURNS = 30;

  @Override
  public String harness() {
    return "langchain4j";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    var unused = settings.number("max-turns", TURNS);
    var unusedToo = settings.number("command-seconds", 1);
    // First, as nothing that needs the library can be looked at without it.
    String version = version();
    String told = Instructions.version(settings, LangChain4jLoop.END, LangChain4jLoop.tools());
    return new HarnessProfile(version + " " + told, 0, true);
  }

  private static String version() {
    try (InputStream in = LangChain4jHarness.class.getClassLoader().getResourceAsStream(LIBRARY)) {
      if (in == null) {
        throw new UserError(
            "the harness langchain4j needs dev.langchain4j:langchain4j and langchain4j-core on the"
                + " class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UserError("langchain4j cannot be read: " + e.getMessage());
    }
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place)
      throws IOException, InterruptedException {
    return new LangChain4jLoop(assignment, place)
        .hold(assignment.settings().number("max-turns", TURNS));
  }
}
