package dev.trace2skill.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param system instructions that stand above the talk
 * @param messages the talk so far; the last one is not the model's
 * @param tools what the model may call; a reply's calls name one of them, or the provider let the
 *     model make something up
 * @param answerSchema a JSON schema that the answer's text must follow; null for free text. Not
 *     together with tools.
 */
public record LLMRequest(
    String system,
    List<LLMMessage> messages,
    List<LLMTool> tools,
    @Nullable String answerSchema,
    Sampling sampling) {

  public LLMRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a request needs a message");
    }
    if (answerSchema != null && !tools.isEmpty()) {
      throw new IllegalArgumentException("a request has tools or a schema for its answer");
    }
  }

  /**
   * How the model chooses its words; null leaves a choice to the vendor.
   *
   * @param maxOutputTokens the most it may write, thinking included
   * @param thinkingTokens of which for thinking before it answers, where the vendor counts them
   * @param effort how hard to think, in the vendor's word, where the vendor has one
   */
  public record Sampling(
      int maxOutputTokens,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Long seed,
      @Nullable Integer thinkingTokens,
      @Nullable String effort)
      implements Serializable {

    public Sampling {
      if (maxOutputTokens < 1) {
        throw new IllegalArgumentException("max-output-tokens must be at least 1");
      }
      if (thinkingTokens != null && (thinkingTokens < 1 || thinkingTokens >= maxOutputTokens)) {
        throw new IllegalArgumentException(
            "thinking-tokens must be at least 1 and less than max-output-tokens");
      }
    }

    /** The vendor's own choices. */
    public static Sampling of(int maxOutputTokens) {
      return new Sampling(maxOutputTokens, null, null, null, null, null);
    }

    /** The same with a seed that is {@code by} further on; the vendor's own choice counts as 0. */
    public Sampling reseeded(long by) {
      return by == 0
          ? this
          : new Sampling(
              maxOutputTokens,
              temperature,
              topP,
              (seed == null ? 0 : seed) + by,
              thinkingTokens,
              effort);
    }
  }

  /** Every component as JSON, always in the same order: what an answer depends on. */
  public String json() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }
}
