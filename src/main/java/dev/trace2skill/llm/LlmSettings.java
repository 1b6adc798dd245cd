package dev.trace2skill.llm;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMRequest;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run asks its model.
 *
 * @param prices null when they are not known, and then the cost is not either
 * @param window the most calls in flight at once, over all executors
 * @param maxAttempts the most requests for one call
 * @param talkTimeout for a whole talk, waits included
 * @param requestsPerMinute the most requests, over all executors; null for no limit but the
 *     provider's own
 * @param budget what the run may take
 * @param replay whether answers come from the journal alone
 */
public record LlmSettings(
    LLMEndpoint endpoint,
    @Nullable Prices prices,
    LLMRequest.Sampling sampling,
    int window,
    int maxAttempts,
    Duration talkTimeout,
    @Nullable Integer requestsPerMinute,
    Budget budget,
    boolean replay)
    implements Serializable {

  public static final int DEFAULT_ATTEMPTS = 8;

  public LlmSettings {
    atLeastOne("window", window);
    atLeastOne("max-attempts", maxAttempts);
    if (requestsPerMinute != null) {
      atLeastOne("requests-per-minute", requestsPerMinute);
    }
    if (talkTimeout.isNegative() || talkTimeout.isZero()) {
      throw new IllegalArgumentException("talk-timeout must be more than 0");
    }
    if (prices == null && budget.usd() != null) {
      throw new IllegalArgumentException("a budget in USD needs the model's prices");
    }
  }

  /** What one of several tasks may use, so that all together keep the limits of the run. */
  public Share share(int parts) {
    if (parts < 1 || parts > window) {
      throw new IllegalArgumentException("a window of " + window + " cannot be shared by " + parts);
    }
    return new Share(
        window / parts,
        budget.share(parts),
        requestsPerMinute == null ? null : Double.valueOf((double) requestsPerMinute / parts));
  }

  /** The same with another budget. */
  public LlmSettings within(Budget other) {
    return with(endpoint, other, replay);
  }

  /** The same, but with the journal's answers alone. */
  public LlmSettings replaying() {
    return with(endpoint, budget, true);
  }

  /** The same at another endpoint. */
  public LlmSettings at(LLMEndpoint other) {
    return with(other, budget, replay);
  }

  /** The same, but for the answers that chance gives: with another seed, {@code by} further on. */
  public LlmSettings reseeded(long by) {
    return with(endpoint, sampling.reseeded(by), budget, replay);
  }

  private LlmSettings with(LLMEndpoint otherEndpoint, Budget otherBudget, boolean otherReplay) {
    return with(otherEndpoint, sampling, otherBudget, otherReplay);
  }

  private LlmSettings with(
      LLMEndpoint otherEndpoint,
      LLMRequest.Sampling otherSampling,
      Budget otherBudget,
      boolean otherReplay) {
    return new LlmSettings(
        otherEndpoint,
        prices,
        otherSampling,
        window,
        maxAttempts,
        talkTimeout,
        requestsPerMinute,
        otherBudget,
        otherReplay);
  }

  /** The hash of everything that can change the answer: the name of a call in the journal. */
  public String callId(About about, LLMRequest request) {
    return callId(about, request.json());
  }

  String callId(About about, String requestJson) {
    return ContentId.of(
        endpoint.protocol(),
        endpoint.baseUrl(),
        endpoint.model(),
        endpoint.options().toString(),
        about.promptId(),
        about.baseSkillId(),
        requestJson);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1");
    }
  }
}
