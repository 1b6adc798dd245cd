package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.harness.CommandHarness;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.testing.Npm;
import dev.trace2skill.testing.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** The script of the examples that runs a deep agent, whose model is played. */
class DeepAgentsTest extends PlayedModelContract {

  private static String script = "";

  @BeforeAll
  static void install() throws IOException {
    Path folder = Npm.install("langchain").getParent();
    script =
        Files.copy(
                Path.of("jobs/examples/03-langgraph/deepagents.mjs"),
                folder.resolve("deepagents.mjs"),
                StandardCopyOption.REPLACE_EXISTING)
            .toString();
  }

  @Override
  protected HarnessAdapter adapter() {
    return new CommandHarness();
  }

  @Override
  protected HarnessSettings settings() {
    return settings(
        "{\"command\": [\"node\", \"%s\"], \"format\": \"langsmith-messages\"}".formatted(script));
  }

  @Override
  protected String protocol() {
    return "openai-compatible";
  }

  @Override
  protected List<Said> script() {
    return List.of(
        calls("execute", "{\"command\": \"cat .skills/adding-up/SKILL.md\"}"),
        calls("execute", "{\"command\": \"cat /does/not/exist; exit 3\"}"),
        calls(
            "execute",
            "{\"command\": \"awk '{ n += $1 } END { print n }' numbers.txt > answer.txt\"}"),
        Said.text("The answer is 42."));
  }

  @Override
  protected void check(Trajectory run) {
    super.check(run);
    assertThat(run.steps().stream().flatMap(step -> step.toolResults().stream()))
        .extracting(ToolResult::content)
        .anyMatch(text -> text.contains("Command failed with exit code 3"))
        .anyMatch(text -> text.contains("Add from left to right."));
  }
}
