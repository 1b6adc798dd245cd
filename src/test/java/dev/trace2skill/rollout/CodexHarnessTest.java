package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.harness.CodexHarness;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.testing.Npm;
import dev.trace2skill.testing.Said;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** The real program, whose model is played. */
class CodexHarnessTest extends PlayedModelContract {

  private static String program = "";

  @BeforeAll
  static void install() {
    program = Npm.install("codex").resolve(".bin/codex").toString();
  }

  @Override
  protected HarnessAdapter adapter() {
    return new CodexHarness();
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
  protected List<Said> script() {
    return List.of(
        calls("exec_command", "{\"cmd\": \"cat .agents/skills/adding-up/SKILL.md\"}"),
        calls("exec_command", "{\"cmd\": \"cat /does/not/exist; exit 3\"}"),
        calls(
            "exec_command",
            "{\"cmd\": \"awk '{ n += $1 } END { print n }' numbers.txt > answer.txt\"}"),
        Said.text("The answer is 42."));
  }

  @Override
  protected void check(Trajectory run) {
    super.check(run);
    assertThat(run.steps().stream().flatMap(step -> step.toolResults().stream()))
        .filteredOn(result -> Boolean.TRUE.equals(result.error()))
        .extracting(ToolResult::content)
        .anyMatch(text -> text.contains("No such file"));
  }
}
