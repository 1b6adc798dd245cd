package dev.trace2skill.adapter.llm;

import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** OpenAI's chat completions, which most other vendors and servers speak as well. */
public final class OpenAiCompatible implements LLMProvider {

  private static final Dialect DIALECT =
      new Dialect("/chat/completions", Map.of(), "authorization", "Bearer ", ChatReply::read);

  @Override
  public String protocol() {
    return "openai-compatible";
  }

  @Override
  public CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
    try {
      return Post.send(endpoint, DIALECT, ChatRequest.body(endpoint, request));
    } catch (LLMException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
