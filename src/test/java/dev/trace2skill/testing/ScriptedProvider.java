package dev.trace2skill.testing;

import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A model whose answers a test writes; base URLs tell the scripts of different tests apart. */
public final class ScriptedProvider implements LLMProvider {

  public static final String PROTOCOL = "scripted";

  private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

  /** What the model answers. */
  public interface Answer {
    LLMReply to(LLMRequest request) throws LLMException;
  }

  /** Answers, and how many requests came for one. */
  public static final class Script {
    private final Answer answer;
    private final AtomicInteger requests = new AtomicInteger();

    private Script(Answer answer) {
      this.answer = answer;
    }

    public int requests() {
      return requests.get();
    }
  }

  /** Writes the answers of the model at a base URL. */
  public static Script at(String baseUrl, Answer answer) {
    Script script = new Script(answer);
    SCRIPTS.put(baseUrl, script);
    return script;
  }

  /** A few words that took 100 tokens in and 10 out. */
  public static LLMReply says(String text) {
    return new LLMReply(
        text,
        List.of(),
        LLMReply.Stop.END,
        new Usage(100L, 10L, null, null, null),
        "scripted-model",
        null);
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
    Script script = SCRIPTS.get(endpoint.baseUrl());
    script.requests.incrementAndGet();
    try {
      return CompletableFuture.completedFuture(script.answer.to(request));
    } catch (LLMException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
