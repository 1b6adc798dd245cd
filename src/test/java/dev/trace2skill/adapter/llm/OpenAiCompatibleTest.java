package dev.trace2skill.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException.Kind;
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

class OpenAiCompatibleTest extends LLMProviderContract {

  private static final String USAGE =
      """
      {"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,\
      "prompt_tokens_details":{"cached_tokens":80}}""";

  private static final String CALL =
      """
      {"id":"c1","type":"function","function":{"name":"look","arguments":"{\\"path\\": "},\
      "extra_content":{"google":{"thought_signature":"abc"}}}""";

  @Override
  protected LLMProvider provider() {
    return new OpenAiCompatible();
  }

  @Override
  protected Map.Entry<String, String> keyHeader() {
    return Map.entry("authorization", "Bearer " + KEY);
  }

  @Override
  protected String hello() {
    return answer("stop", "\"content\":\"hello\",\"refusal\":null", USAGE);
  }

  private static String answer(String finish, String message, String usage) {
    return """
        {"id":"1","object":"chat.completion","model":"some-model-2026-01-01","choices":[\
        {"index":0,"message":{"role":"assistant",%s},"finish_reason":"%s"}],"usage":%s}"""
        .formatted(message, finish, usage);
  }

  @Override
  protected List<String> misshapen() {
    return List.of(
        "{}",
        "{\"choices\":[]}",
        "{\"choices\":[{\"text\":\"hello\"}]}",
        answer("stop", "\"content\":7", USAGE),
        answer("tool_calls", "\"tool_calls\":[{\"id\":\"c1\"}]", USAGE));
  }

  @Override
  protected String error(String type, String message) {
    return Wire.text(
        JsonNodeFactory.instance
            .objectNode()
            .set(
                "error",
                JsonNodeFactory.instance.objectNode().put("message", message).put("type", type)));
  }

  @Override
  protected String goldenBody() {
    return "openai.json";
  }

  @Test
  void argumentsStayWhatTheModelWrote() {
    server.answers(200, answer("tool_calls", "\"tool_calls\":[" + CALL + "]", USAGE));

    LLMReply reply = ask(question("Hello?"));

    assertThat(reply.toolCalls().get(0).arguments()).isEqualTo("{\"path\": ");
    assertThat(reply.stop()).isEqualTo(Stop.TOOL_CALLS);
    assertThat(reply.text()).isEmpty();
  }

  @Test
  void signedCallsGoBackAndThoughtsOnlyWhereTheyAreWanted() throws Exception {
    String message =
        "\"content\":null,\"reasoning_content\":\"hm\",\"audio\":{},\"tool_calls\":[" + CALL + "]";
    server.answers(200, answer("tool_calls", message, USAGE));

    LLMRequest next = talk(LLMMessage.user("Hello?"), LLMMessage.model(ask(question("Hello?"))));

    assertThat(ChatRequest.body(with(Map.of()), next).toString())
        .contains("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + CALL + "]}");
    assertThat(ChatRequest.body(with(Map.of("pass-back", "reasoning_content")), next).toString())
        .contains("[" + CALL + "],\"reasoning_content\":\"hm\"}");
  }

  private static LLMRequest talk(LLMMessage... messages) {
    return new LLMRequest("", List.of(messages), List.of(), null, Sampling.of(100));
  }

  private static LLMEndpoint with(Map<String, String> options) {
    return new LLMEndpoint(
        "openai-compatible",
        "https://api.example.com/v1",
        "some-model",
        Secret.NONE,
        Duration.ofSeconds(1),
        options);
  }

  @Test
  void optionsChangeHowItIsSaid() throws Exception {
    Map<String, String> options =
        Map.of("max-tokens-field", "max_completion_tokens", "seed", "ignored");

    assertThat(ChatRequest.body(with(options), everything(null)).toString())
        .contains("\"max_completion_tokens\":4000")
        .doesNotContain("\"max_tokens\"", "\"seed\"");
  }

  @Test
  void vendorWithoutSchemasIsToldTheSchemaInWords() throws Exception {
    LLMRequest request =
        new LLMRequest(
            "Be brief.",
            List.of(LLMMessage.user("How many?")),
            List.of(),
            "{\"type\": \"object\"}",
            Sampling.of(100));

    assertThat(ChatRequest.body(with(Map.of("answer-schema", "json_object")), request).toString())
        .contains(
            "\"response_format\":{\"type\":\"json_object\"}", "{\\\"type\\\":\\\"object\\\"}");
  }

  @Test
  void onlyClosedSchemasAreEnforcedToTheLetter() throws Exception {
    assertThat(StrictSchema.holds(Wire.tree(object("\"additionalProperties\":false,")))).isTrue();
    assertThat(StrictSchema.holds(Wire.tree(object("")))).isFalse();
    assertThat(StrictSchema.holds(Wire.tree("{\"type\":\"array\",\"items\":" + object("") + "}")))
        .isFalse();
  }

  private static String object(String closed) {
    return "{\"type\":\"object\","
        + closed
        + "\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";
  }

  @Test
  void everyFinishHasItsName() {
    assertThat(stop("length")).isEqualTo(Stop.LENGTH);
    assertThat(stop("content_filter")).isEqualTo(Stop.REFUSED);
    assertThat(stop("tool_calls")).isEqualTo(Stop.END);
    assertThat(stop("new_word")).isEqualTo(Stop.OTHER);
  }

  private Stop stop(String reason) {
    server.answers(200, answer(reason, "\"content\":\"a\"", USAGE));
    return ask(question("Hello?")).stop();
  }

  @Test
  void refusalIsReadAsSuch() {
    server.answers(200, answer("stop", "\"content\":null,\"refusal\":\"I will not\"", USAGE));

    LLMReply reply = ask(question("Hello?"));

    assertThat(reply.stop()).isEqualTo(Stop.REFUSED);
    assertThat(reply.text()).isEqualTo("I will not");
  }

  @Test
  void usageIsTheSameWhicheverVendorCounts() {
    assertThat(
            usage("{\"prompt_tokens\":100,\"completion_tokens\":5,\"prompt_cache_hit_tokens\":30}"))
        .isEqualTo(new Usage(70L, 5L, 30L, null, null));
    assertThat(
            usage(
                """
                {"prompt_tokens":100,"completion_tokens":5,"cost":0.0125,\
                "prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":40}}"""))
        .isEqualTo(new Usage(50L, 5L, 10L, 40L, 0.0125));
    assertThat(usage("{\"prompt_tokens\":100,\"completion_tokens\":5,\"total_tokens\":145}"))
        .isEqualTo(new Usage(100L, 45L, null, null, null));
  }

  private Usage usage(String usage) {
    server.answers(200, answer("stop", "\"content\":\"a\"", usage));
    return ask(question("Hello?")).usage();
  }

  @Test
  void spentQuotaIsNotTriedAgain() {
    server.answers(429, "{\"error\":{\"message\":\"no credit\",\"code\":\"insufficient_quota\"}}");

    assertThat(failure().kind()).isEqualTo(Kind.MISCONFIGURED);
  }

  @Test
  void errorThatComesAsAnAnswerIsAnError() {
    server.answers(200, "{\"error\":{\"message\":\"upstream is busy\",\"code\":429}}");

    assertThat(failure().kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(failure()).hasMessage("HTTP 429: upstream is busy");
  }

  @Test
  void keyThatOneVendorCallsABadRequestIsMisconfigured() {
    server.answers(
        400,
        """
        [{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT",\
        "details":[{"reason":"API_KEY_INVALID"}]}}]""");

    assertThat(failure().kind()).isEqualTo(Kind.MISCONFIGURED);
  }
}
