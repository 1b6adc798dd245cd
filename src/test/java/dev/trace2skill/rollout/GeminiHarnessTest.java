package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.harness.GeminiHarness;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.testing.Npm;
import dev.trace2skill.testing.Said;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** The real program, whose model is played. */
class GeminiHarnessTest extends PlayedModelContract {

  private static String program = "";

  @BeforeAll
  static void install() {
    program = Npm.install("gemini").resolve(".bin/gemini").toString();
  }

  @Override
  protected HarnessAdapter adapter() {
    return new GeminiHarness();
  }

  @Override
  protected HarnessSettings settings() {
    return settings("{\"program\": \"" + program + "\"}");
  }

  @Override
  protected String protocol() {
    return "openai-compatible";
  }

  @Override
  protected String modelName() {
    return "gemini-2.5-flash";
  }

  @Override
  protected List<Said> script() {
    return List.of(
        calls("activate_skill", "{\"name\": \"adding-up\"}"),
        calls(
            "run_shell_command",
            "{\"command\": \"cat /does/not/exist; exit 3\", \"description\": \"looks\"}"),
        calls(
            "run_shell_command",
            "{\"command\": \"awk '{ n += $1 } END { print n }' numbers.txt > answer.txt\","
                + " \"description\": \"adds\"}"),
        Said.text("The answer is 42."));
  }

  @Override
  protected void check(Trajectory run) {
    super.check(run);
    assertThat(run.steps().stream().flatMap(step -> step.toolResults().stream()))
        .extracting(ToolResult::content)
        .anyMatch(text -> text.contains("No such file") && text.contains("Exit Code: 3"));
  }
}
