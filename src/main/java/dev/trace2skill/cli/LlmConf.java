package dev.trace2skill.cli;

import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.ListedPrices;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Preset;
import dev.trace2skill.llm.Presets;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The model that is asked.
 *
 * @param provider a preset that names the vendor; {@code conf/local.yaml} lists them
 * @param model the model's name, as the vendor writes it
 * @param baseUrl where the vendor is, when it is not where its preset says
 * @param apiKeyEnv the environment variable that holds the key, when it is not the preset's
 * @param apiKeyFile a file that holds the key and that nobody else may read
 * @param prices what the model costs, when the preset does not know
 * @param unpriced whether a model may be asked whose price is not known
 * @param window calls that may be under way at once, over all executors
 * @param attempts requests for one answer before it is given up
 * @param timeout seconds for one call
 * @param talkTimeout seconds for one talk
 * @param replay whether only answers that stand in the journal are used
 */
record LlmConf(
    String provider,
    String model,
    @Nullable String baseUrl,
    @Nullable String apiKeyEnv,
    @Nullable String apiKeyFile,
    @Nullable Integer maxOutputTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Long seed,
    @Nullable Integer thinkingTokens,
    @Nullable String effort,
    @Nullable Price prices,
    @Nullable Boolean unpriced,
    @Nullable Integer window,
    @Nullable Integer requestsPerMinute,
    @Nullable Integer attempts,
    @Nullable Integer timeout,
    @Nullable Integer talkTimeout,
    @Nullable Limits budget,
    @Nullable Boolean replay) {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,80}");

  private static final int MAX_OUTPUT_TOKENS = 4096;
  private static final int WINDOW = 32;
  private static final int ATTEMPTS = 8;
  private static final int TIMEOUT = 180;
  private static final int TALK_TIMEOUT = 3600;

  LlmConf {
    // Without the value: it may be the key itself.
    if (apiKeyEnv != null && !VARIABLE.matcher(apiKeyEnv).matches()) {
      throw new IllegalArgumentException("api-key-env is the name of a variable, not the key");
    }
    if (baseUrl != null && baseUrl.matches("[^/]*//[^/]*@.*")) {
      throw new IllegalArgumentException("base-url must not hold a user or a password");
    }
    requireOneAtLeast("window", window);
    requireOneAtLeast("requests-per-minute", requestsPerMinute);
    requireOneAtLeast("attempts", attempts);
    requireOneAtLeast("timeout", timeout);
    requireOneAtLeast("talk-timeout", talkTimeout);
    var unused = sampling(maxOutputTokens, temperature, topP, seed, thinkingTokens, effort);
  }

  /** A model, asked as models are by default. */
  static LlmConf of(
      String provider,
      String model,
      @Nullable String baseUrl,
      @Nullable String apiKeyEnv,
      @Nullable String apiKeyFile,
      @Nullable Price prices,
      @Nullable Boolean unpriced) {
    return new LlmConf(
        provider,
        model,
        baseUrl,
        apiKeyEnv,
        apiKeyFile,
        null,
        null,
        null,
        null,
        null,
        null,
        prices,
        unpriced,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** This model, asked in the way that another conf says. */
  LlmConf askedAs(LlmConf other) {
    return new LlmConf(
        provider,
        model,
        baseUrl,
        apiKeyEnv,
        apiKeyFile,
        other.maxOutputTokens,
        other.temperature,
        other.topP,
        other.seed,
        other.thinkingTokens,
        other.effort,
        prices,
        unpriced,
        other.window,
        other.requestsPerMinute,
        other.attempts,
        other.timeout,
        other.talkTimeout,
        other.budget,
        other.replay);
  }

  private static void requireOneAtLeast(String key, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1");
    }
  }

  /** US dollars for a million tokens. Tokens of a cache cost as much as others unless it says. */
  record Price(
      double input, double output, @Nullable Double cacheRead, @Nullable Double cacheWrite) {
    Prices prices() {
      return new Prices(
          input,
          output,
          cacheRead == null ? input : cacheRead,
          cacheWrite == null ? input : cacheWrite);
    }
  }

  /** What a run may take at the most. */
  record Limits(
      @Nullable Long calls, @Nullable Long tokens, @Nullable Double usd, @Nullable Long minutes) {

    Limits {
      var unused = budget(calls, tokens, usd, minutes);
    }

    Budget budget() {
      return budget(calls, tokens, usd, minutes);
    }

    private static Budget budget(
        @Nullable Long calls, @Nullable Long tokens, @Nullable Double usd, @Nullable Long minutes) {
      return new Budget(calls, tokens, usd, minutes == null ? null : Duration.ofMinutes(minutes));
    }
  }

  /**
   * Everything resolved: the preset, and the price, which must be known unless the conf says so.
   */
  LlmSettings settings() {
    Preset preset = Presets.read().find(provider);
    return new LlmSettings(
        endpoint(preset),
        priced(preset),
        sampling(maxOutputTokens, temperature, topP, seed, thinkingTokens, effort),
        window == null ? WINDOW : window,
        attempts == null ? ATTEMPTS : attempts,
        Duration.ofSeconds(talkTimeout == null ? TALK_TIMEOUT : talkTimeout),
        requestsPerMinute,
        budget == null ? Budget.UNLIMITED : budget.budget(),
        Boolean.TRUE.equals(replay));
  }

  /** Where the model is, for programs that ask it themselves; what it costs they know. */
  LLMEndpoint endpoint() {
    return endpoint(Presets.read().find(provider));
  }

  private LLMEndpoint endpoint(Preset preset) {
    Secret key =
        new Secret(
            apiKeyEnv != null || apiKeyFile != null ? apiKeyEnv : preset.apiKeyEnv(), apiKeyFile);
    return new LLMEndpoint(
        preset.protocol(),
        baseUrl == null ? preset.baseUrl() : baseUrl,
        model,
        key,
        Duration.ofSeconds(timeout == null ? TIMEOUT : timeout),
        preset.options());
  }

  private static Sampling sampling(
      @Nullable Integer maxOutputTokens,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Long seed,
      @Nullable Integer thinkingTokens,
      @Nullable String effort) {
    return new Sampling(
        maxOutputTokens == null ? MAX_OUTPUT_TOKENS : maxOutputTokens,
        temperature,
        topP,
        seed,
        thinkingTokens,
        effort);
  }

  private @Nullable Prices priced(Preset preset) {
    if (prices != null) {
      return prices.prices();
    }
    @Nullable Prices known = preset.prices(model).map(ListedPrices::prices).orElse(null);
    if (known == null && !Boolean.TRUE.equals(unpriced)) {
      throw new UserError(
          "the price of "
              + model
              + " is not known: set prices (USD for a million tokens) beside its name, or unpriced:"
              + " true to ask it without counting money");
    }
    if (known == null && budget != null && budget.usd() != null) {
      throw new UserError("a budget in USD needs prices for " + model);
    }
    return known;
  }
}
