package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.adapter.harness.SimpleReact;
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
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimpleReactTest extends HarnessAdapterContract {

  private static LLMReply addsUp(int turn) {
    return switch (turn) {
      case 0 -> calls("bash", "{\"command\": \"awk '{ n += $1 } END { print n }' numbers.txt\"}");
      case 1 -> calls("write", "{\"path\": \"answer.txt\", \"content\": \"24\\n\"}");
      case 2 -> calls("edit", "{\"path\": \"answer.txt\", \"old\": \"24\", \"new\": \"42\"}");
      case 3 -> calls("read", "{\"path\": \"answer.txt\"}");
      default -> calls("submit", "{\"answer\": \"The answer is 42.\"}");
    };
  }

  private final StringBuilder shown = new StringBuilder();
  private IntFunction<LLMReply> model = SimpleReactTest::addsUp;

  @Override
  protected HarnessAdapter adapter() {
    return new SimpleReact();
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
      shown.append(request.json());
      return model.apply(turn);
    };
  }

  @Override
  protected String shown() {
    return shown.toString();
  }

  @Override
  protected @Nullable HarnessSettings hanging() {
    model = turn -> calls("bash", "{\"command\": \"sleep 60\"}");
    return settings();
  }

  @Test
  void skillStandsInTheInstructionsInFullAndLiesInTheWorkingCopy() throws Exception {
    model =
        turn ->
            turn == 0
                ? calls("read", "{\"path\": \".skills/adding-up/SKILL.md\"}")
                : calls("submit", "{\"answer\": \"ok\"}");

    Trajectory run = play(settings(), patience(), SKILL).run();

    assertThat(shown()).contains("Add from left to right.");
    assertThat(results(run).get(0).content()).contains("Add from left to right.");
  }

  @Test
  void toolThatFailsTellsTheModelWhy() throws Exception {
    List<LLMReply> script =
        List.of(
            calls("bash", "{\"command\": \"echo no >&2; exit 3\"}"),
            calls("read", "{\"path\": \"../../../etc/passwd\"}"),
            calls("bash", "{\"command\": \"ln -s / root\"}"),
            calls("read", "{\"path\": \"root/etc/passwd\"}"),
            calls("edit", "{\"path\": \"numbers.txt\", \"old\": \"9\", \"new\": \"1\"}"),
            calls("fly", "{}"),
            calls("bash", "{\"command\": "),
            calls("submit", "{\"answer\": \"gave up\"}"));
    model = script::get;

    Trajectory run = play(settings(), patience(), SKILL).run();

    assertThat(results(run))
        .extracting(ToolResult::content)
        .containsExactly(
            "no\n[exit code 3]",
            "the path leads out of the folder",
            "",
            "the path leads out of the folder",
            "the text does not occur in the file",
            "there is no tool fly; there are bash, read, write, edit, submit",
            "the arguments are not a JSON object",
            "submitted");
    assertThat(run.finalAnswer()).isEqualTo("gave up");
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
    return new LLMReply(
        "",
        List.of(new ToolCall("call-" + tool, tool, arguments)),
        Stop.TOOL_CALLS,
        new Usage(10L, 5L, null, null, null),
        "played",
        null);
  }
}
