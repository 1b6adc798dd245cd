package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.adapter.harness.LangGraphHarness;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.testing.LangGraphDev;
import dev.trace2skill.testing.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The agent of the examples on a real LangGraph server, whose model is played. */
class LangGraphHarnessTest extends PlayedModelContract {

  private static @Nullable LangGraphDev server;

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected HarnessAdapter adapter() {
    return new LangGraphHarness();
  }

  @Override
  protected HarnessSettings settings() {
    LangGraphDev running = server == null ? LangGraphDev.start(sharedModel()) : server;
    server = running;
    return settings("{\"base-url\": \"%s\"}".formatted(running.baseUrl()));
  }

  @Override
  protected String protocol() {
    return "openai-compatible";
  }

  @Override
  protected List<Said> script() {
    return List.of(
        calls("read_text", "{\"path\": \"numbers.txt\"}"),
        calls("shell", "{\"command\": \"cat /does/not/exist; exit 3\"}"),
        calls("write_text", "{\"path\": \"answer.txt\", \"content\": \"42\\n\"}"),
        Said.text("The answer is 42."));
  }

  @Override
  protected void check(Trajectory run) {
    super.check(run);
    assertThat(run.steps().stream().flatMap(step -> step.toolResults().stream()))
        .extracting(ToolResult::content)
        .contains("40\n2\n", "written")
        .anyMatch(text -> text.contains("[exit code 3]"));
  }

  @Test
  void serverThatIsNotThereIsSaidBeforeAnythingStarts() {
    assertThatThrownBy(() -> adapter().profile(settings("{\"base-url\": \"http://127.0.0.1:9\"}")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no LangGraph server answers at http://127.0.0.1:9");
  }
}
