package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.harness.ClineHarness;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.testing.Npm;
import dev.trace2skill.testing.Said;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real program, which the package cline only picks; its model is played. */
class ClineHarnessTest extends PlayedModelContract {

  private static String program = "";

  @BeforeAll
  static void install() {
    program = Npm.install("cline").resolve(".bin/cline").toString();
  }

  @Override
  protected HarnessAdapter adapter() {
    return new ClineHarness();
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
        calls("skills", "{\"skill\": \"adding-up\"}"),
        calls("run_commands", "{\"commands\": [\"cat /does/not/exist; exit 3\"]}"),
        calls(
            "run_commands",
            "{\"commands\": [\"awk '{ n += $1 } END { print n }' numbers.txt > answer.txt\"]}"),
        Said.text("The answer is 42."));
  }

  @Override
  protected void check(Trajectory run) {
    super.check(run);
    assertThat(run.skills()).containsExactly("adding-up");
    assertThat(run.steps().stream().flatMap(step -> step.toolResults().stream()))
        .filteredOn(result -> Boolean.TRUE.equals(result.error()))
        .extracting(ToolResult::content)
        .anyMatch(text -> text.contains("No such file") && text.contains("code 3"));
  }

  @Test
  void modelThatRefusesTheKeyIsTroubleOfTheInfrastructure() throws Exception {
    Trajectory run =
        playFailing(401, "authentication_error", "invalid x-api-key", Duration.ofSeconds(60));

    assertThat(decided(run).outcome()).as(run.judgements().toString()).isEqualTo(Outcome.INFRA);
  }
}
