package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.process.Premises.Model;
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

/** What holds for a harness that asks the model through us; a function plays the model. */
abstract class AskedModelContract extends HarnessAdapterContract {

  /** What the model was asked. */
  final List<LLMRequest> requests = new ArrayList<>();

  /** What it says, by the turn. */
  IntFunction<LLMReply> model = this::addsUp;

  /** What a model says that does the task well. */
  abstract LLMReply addsUp(int turn);

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

  static List<ToolResult> results(Trajectory run) {
    return run.steps().stream().flatMap(step -> step.toolResults().stream()).toList();
  }

  static LLMReply calls(String tool, String arguments) {
    return reply("", List.of(new ToolCall("call-" + tool, tool, arguments)), Stop.TOOL_CALLS);
  }

  static LLMReply says(String text) {
    return reply(text, List.of(), Stop.END);
  }

  private static LLMReply reply(String text, List<ToolCall> calls, Stop stop) {
    return new LLMReply(text, calls, stop, new Usage(10L, 5L, null, null, null), "played", null);
  }
}
