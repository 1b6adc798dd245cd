package dev.trace2skill.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMProviderContract;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicTest extends LLMProviderContract {

  @Override
  protected LLMProvider provider() {
    return new Anthropic();
  }

  @Override
  protected Map.Entry<String, String> keyHeader() {
    return Map.entry("x-api-key", KEY);
  }

  @Override
  protected String hello() {
    return answer("end_turn", "{\"type\":\"text\",\"text\":\"hello\"}");
  }

  private static String answer(String stop, String content) {
    return """
        {"id":"msg_1","type":"message","role":"assistant","model":"some-model-20260101",\
        "content":[%s],"stop_reason":"%s","stop_sequence":null,\
        "usage":{"input_tokens":20,"cache_creation_input_tokens":12,"cache_read_input_tokens":80,\
        "output_tokens":5}}"""
        .formatted(content, stop);
  }

  @Override
  protected List<String> misshapen() {
    return List.of("{}", "{\"content\":\"hello\"}", answer("tool_use", "{\"type\":\"tool_use\"}"));
  }

  @Override
  protected String error(String type, String message) {
    return Wire.text(
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "error")
            .set(
                "error",
                JsonNodeFactory.instance.objectNode().put("type", type).put("message", message)));
  }

  @Override
  protected String goldenBody() {
    return "anthropic.json";
  }

  @Test
  void thoughtsGoBackToTheLetter() {
    String thought =
        "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s/+=\",\"weight\":1.10}";
    server.answers(200, answer("end_turn", thought + ",{\"type\":\"text\",\"text\":\"a\"}"));
    LLMMessage start = LLMMessage.user("Hello?");

    LLMReply reply = ask(talk(start));
    var unused = ask(talk(start, LLMMessage.model(reply), LLMMessage.user("And?")));

    assertThat(reply.text()).isEqualTo("a");
    assertThat(server.requests().get(1).body()).contains("[" + thought + ",{\"type\":\"text\"");
  }

  private static LLMRequest talk(LLMMessage... messages) {
    return new LLMRequest("", List.of(messages), List.of(), null, Sampling.of(100));
  }

  @Test
  void whatTheCacheTookIsCounted() {
    server.answers(200, hello());

    LLMReply reply = ask(question("Hello?"));

    assertThat(reply.usage().cacheWriteTokens()).isEqualTo(12);
    assertThat(reply.usage().costUsd()).isNull();
    assertThat(reply.model()).isEqualTo("some-model-20260101");
  }

  @Test
  void everyStopHasItsName() {
    assertThat(stop("stop_sequence")).isEqualTo(Stop.END);
    assertThat(stop("tool_use")).isEqualTo(Stop.TOOL_CALLS);
    assertThat(stop("max_tokens")).isEqualTo(Stop.LENGTH);
    assertThat(stop("model_context_window_exceeded")).isEqualTo(Stop.LENGTH);
    assertThat(stop("refusal")).isEqualTo(Stop.REFUSED);
    assertThat(stop("pause_turn")).isEqualTo(Stop.OTHER);
  }

  private Stop stop(String reason) {
    server.answers(200, answer(reason, ""));
    return ask(question("Hello?")).stop();
  }

  @Test
  void questionThatStandsAloneIsNotWrittenToTheCache() {
    server.answers(200, hello());

    var unused = ask(question("Hello?"));

    assertThat(server.requests().get(0).body())
        .contains("{\"type\":\"text\",\"text\":\"Hello?\"}")
        .containsOnlyOnce("cache_control");
  }

  @Test
  void modelThatDecidesHowLongItThinksIsToldNoBudget() throws Exception {
    LLMEndpoint endpoint =
        new LLMEndpoint(
            "anthropic",
            "https://api.example.com/v1",
            "some-model",
            Secret.NONE,
            Duration.ofSeconds(1),
            Map.of("thinking", "adaptive"));

    assertThat(AnthropicRequest.body(endpoint, everything(null)).toString())
        .contains(
            "\"thinking\":{\"type\":\"adaptive\"}", "\"output_config\":{\"effort\":\"high\"}");
  }
}
