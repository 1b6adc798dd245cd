package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.adapter.harness.LangChain4jHarness;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.LLMReply;
import org.junit.jupiter.api.Test;

class LangChain4jHarnessTest extends AskedModelContract {

  @Override
  LLMReply addsUp(int turn) {
    return switch (turn) {
      case 0 -> calls("read", "{\"path\": \".skills/adding-up/SKILL.md\"}");
      case 1 -> calls("bash", "{\"command\": \"cat /does/not/exist; exit 3\"}");
      case 2 -> calls("write", "{\"path\": \"answer.txt\", \"content\": \"42\\n\"}");
      default -> says("The answer is 42.");
    };
  }

  @Override
  protected HarnessAdapter adapter() {
    return new LangChain4jHarness();
  }

  @Override
  protected void check(Trajectory run) {
    super.check(run);
    assertThat(results(run))
        .extracting(ToolResult::tool, ToolResult::error)
        .containsExactly(tuple("read", false), tuple("bash", true), tuple("write", false));
    assertThat(results(run).get(1).content()).contains("[exit code 3]");
    assertThat(requests.get(3).messages()).hasSize(7);
  }

  @Test
  void toolThatIsNotThereIsNamedToTheModel() throws Exception {
    model = turn -> turn == 0 ? calls("fly", "{}") : says("ok");

    Trajectory run = play(settings(), patience(), SKILL).run();

    assertThat(results(run)).extracting(ToolResult::content).first().asString().contains("fly");
    assertThat(run.finalAnswer()).isEqualTo("ok");
  }
}
