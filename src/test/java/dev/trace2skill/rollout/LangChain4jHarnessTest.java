package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.adapter.harness.LangChain4jHarness;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.process.Premises.Model;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LangChain4jHarnessTest extends HarnessAdapterContract {

  private static LLMReply addsUp(int turn) {
    return switch (turn) {
      case 0 -> calls("read", "{\"path\": \".skills/adding-up/SKILL.md\"}");
      case 1 -> calls("bash", "{\"command\": \"cat /does/not/exist; exit 3\"}");
      case 2 -> calls("write", "{\"path\": \"answer.txt\", \"content\": \"42\\n\"}");
      default -> said("The answer is 42.", List.of(), Stop.END);
    };
  }

  private final List<LLMRequest> requests = new ArrayList<>();
  private IntFunction<LLMReply> model = LangChain4jHarnessTest::addsUp;

  @Override
  protected HarnessAdapter adapter() {
    return new LangChain4jHarness();
  }

  @Override
  protected HarnessSettings settings() {
    return settings("{\"max-turns\": 8}");
  }

  @Override
  protected @Nullable LLMEndpoint model() {
    return null;
  }

  @Override
  protected Model asking() {
    return (turn, request) -> {
      requests.add(request);
      return model.apply(turn);
    };
  }

  @Override
  protected String shown() {
    return String.join("\n", requests.stream().map(LLMRequest::json).toList());
  }

  @Override
  protected @Nullable HarnessSettings hanging() {
    model = turn -> calls("bash", "{\"command\": \"sleep 60\"}");
    return settings();
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
    model = turn -> turn == 0 ? calls("fly", "{}") : said("ok", List.of(), Stop.END);

    Trajectory run = play(settings(), patience(), SKILL).run();

    assertThat(results(run)).extracting(ToolResult::content).first().asString().contains("fly");
    assertThat(run.finalAnswer()).isEqualTo("ok");
  }

  @Test
  void modelThatGivesNoAnswerIsNotTheAgentsFault() throws Exception {
    Model silent =
        (turn, request) -> {
          throw new LLMException(LLMException.Kind.UNAVAILABLE, "503");
        };

    Trajectory run = play(settings(), patience(), SKILL, silent).run();

    assertThat(run.judgements())
        .extracting("name", "text")
        .contains(tuple("harness", "the model: 503"));
  }

  @Test
  void talkThatDoesNotEndIsEndedAfterItsTurns() throws Exception {
    model = turn -> calls("bash", "{\"command\": \"true\"}");

    Trajectory run = play(settings(), patience(), SKILL).run();

    assertThat(run.judgements()).extracting("text").containsExactly("turns");
    assertThat(results(run)).hasSize(8);
  }

  private static List<ToolResult> results(Trajectory run) {
    return run.steps().stream().flatMap(step -> step.toolResults().stream()).toList();
  }

  private static LLMReply calls(String tool, String arguments) {
    return said("", List.of(new ToolCall("call-" + tool, tool, arguments)), Stop.TOOL_CALLS);
  }

  private static LLMReply said(String text, List<ToolCall> calls, Stop stop) {
    return new LLMReply(text, calls, stop, new Usage(10L, 5L, null, null, null), "played", null);
  }
}
