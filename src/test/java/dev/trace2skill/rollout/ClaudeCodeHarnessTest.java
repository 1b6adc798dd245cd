package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.harness.ClaudeCodeHarness;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Quality;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.testing.Npm;
import dev.trace2skill.testing.Said;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real program, whose model is played. */
class ClaudeCodeHarnessTest extends PlayedModelContract {

  private static String program = "";

  @BeforeAll
  static void install() {
    program = Npm.install("claude-code").resolve(".bin/claude").toString();
  }

  @Override
  protected HarnessAdapter adapter() {
    return new ClaudeCodeHarness();
  }

  @Override
  protected HarnessSettings settings() {
    return settings("{\"program\": \"" + program + "\", \"max-turns\": 12}");
  }

  @Override
  protected String protocol() {
    return "anthropic";
  }

  @Override
  protected List<Said> script() {
    return List.of(
        calls("Skill", "{\"skill\": \"adding-up\"}"),
        calls("Bash", "{\"command\": \"cat /does/not/exist\", \"description\": \"looks\"}"),
        calls(
            "Bash",
            "{\"command\": \"awk '{ n += $1 } END { print n }' numbers.txt > answer.txt\","
                + " \"description\": \"adds\"}"),
        Said.text("The answer is 42."));
  }

  @Override
  protected void check(Trajectory run) {
    super.check(run);
    assertThat(run.skills()).containsExactly("adding-up");
    assertThat(run.steps().stream().flatMap(step -> step.toolResults().stream()))
        .filteredOn(result -> Boolean.TRUE.equals(result.error()))
        .extracting(ToolResult::content)
        .anyMatch(text -> text.contains("No such file"));
    assertThat(Objects.requireNonNull(run.usage()).outputTokens()).isPositive();
    assertThat(run.costQuality()).isEqualTo(Quality.EXACT);
    assertThat(run.tokenQuality()).isEqualTo(Quality.EXACT);
  }

  @Test
  void modelThatIsOverloadedUntilTheDeadlineIsTroubleOfTheInfrastructure() throws Exception {
    Trajectory run = playFailing(529, "overloaded_error", "Overloaded", Duration.ofSeconds(4));

    assertThat(decided(run).outcome()).isEqualTo(Outcome.INFRA);
  }
}
