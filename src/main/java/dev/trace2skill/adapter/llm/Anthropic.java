package dev.trace2skill.adapter.llm;

import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Anthropic's Messages API. */
public final class Anthropic implements LLMProvider {

  private static final Dialect DIALECT =
      new Dialect(
          "/messages",
          Map.of("anthropic-version", "2023-06-01"),
          "x-api-key",
          "",
          AnthropicReply::read);

  @Override
  public String protocol() {
    return "anthropic";
  }

  @Override
  public CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
    try {
      return Post.send(endpoint, DIALECT, AnthropicRequest.body(endpoint, request));
    } catch (LLMException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
