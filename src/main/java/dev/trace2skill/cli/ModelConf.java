package dev.trace2skill.cli;

import org.jspecify.annotations.Nullable;

/**
 * A model beside that of {@code llm}; how it is asked, and within what budget, is said there. The
 * keys are those of {@link LlmConf}.
 */
record ModelConf(
    String provider,
    String model,
    @Nullable String baseUrl,
    @Nullable String apiKeyEnv,
    @Nullable String apiKeyFile,
    LlmConf.@Nullable Price prices,
    @Nullable Boolean unpriced) {

  /** The same as a section {@code llm}, with what that says beside the model. */
  LlmConf in(@Nullable LlmConf llm) {
    LlmConf plain = LlmConf.of(provider, model, baseUrl, apiKeyEnv, apiKeyFile, prices, unpriced);
    return llm == null ? plain : plain.askedAs(llm);
  }
}
