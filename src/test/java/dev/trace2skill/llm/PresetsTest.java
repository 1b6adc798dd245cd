package dev.trace2skill.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Usage;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PresetsTest {

  private static final Presets PRESETS = Presets.read();

  @Test
  void everyVendorSpeaksAProtocolThatIsThere() {
    var protocols =
        ServiceLoader.load(LLMProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(LLMProvider::protocol)
            .toList();

    assertThat(PRESETS.names())
        .containsExactly(
            "anthropic",
            "deepseek",
            "gemini",
            "groq",
            "ollama",
            "openai",
            "openrouter",
            "together",
            "vllm",
            "xai");
    assertThat(PRESETS.names())
        .allSatisfy(name -> assertThat(protocols).contains(PRESETS.find(name).protocol()));
  }

  @Test
  void keysGoOverSecureConnectionsOnly() {
    assertThat(PRESETS.names())
        .map(PRESETS::find)
        .filteredOn(preset -> preset.apiKeyEnv() != null)
        .hasSize(8)
        .allSatisfy(preset -> assertThat(URI.create(preset.baseUrl())).hasScheme("https"));
  }

  @Test
  void everyPriceHasADayAndCostsMoreToWriteThanToRead() {
    assertThat(PRESETS.names())
        .flatMap(name -> PRESETS.find(name).prices())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            listed -> {
              assertThat(listed.asOf()).isAfter(LocalDate.of(2026, 1, 1));
              assertThat(listed.prices().cacheRead()).isPositive();
              assertThat(listed.prices().cacheRead()).isLessThan(listed.prices().input());
              assertThat(listed.prices().input()).isLessThan(listed.prices().output());
            });
  }

  @Test
  void endpointHasWhatTheVendorNeeds() {
    LLMEndpoint endpoint = PRESETS.find("openai").endpoint("gpt-6-luna", Duration.ofMinutes(5));

    assertThat(endpoint.baseUrl()).isEqualTo("https://api.openai.com/v1");
    assertThat(endpoint.apiKey()).isEqualTo(new Secret("OPENAI_API_KEY", null));
    assertThat(endpoint.options()).containsEntry("max-tokens-field", "max_completion_tokens");
  }

  @Test
  void datedModelHasThePriceOfItsName() {
    assertThat(input("anthropic", "claude-haiku-4-5-20251001")).isEqualTo(1);
    assertThat(input("anthropic", "claude-opus-5")).isEqualTo(5);
    assertThat(input("anthropic", "claude-opus-5-5")).isEqualTo(4);
    assertThat(input("openai", "gpt-6-luna-2026-09-22")).isEqualTo(0.1);
  }

  @Test
  void otherModelWhoseNameStartsTheSameHasNoPrice() {
    assertThat(PRESETS.find("openai").prices("gpt-6-sol-pro")).isEmpty();
    assertThat(PRESETS.find("anthropic").prices("claude-opus-5-7")).isEmpty();
    assertThat(PRESETS.find("groq").prices("openai/gpt-oss-120b")).isEmpty();
  }

  private static double input(String preset, String model) {
    return PRESETS.find(preset).prices(model).orElseThrow().prices().input();
  }

  @Test
  void longPromptCostsMoreThroughout() {
    Prices haiku = PRESETS.find("anthropic").prices("claude-haiku-5-5").orElseThrow().prices();

    assertThat(haiku.cost(new Usage(60_000L, 1_000L, 40_000L, 0L, null)))
        .isEqualTo((60_000 * 0.1 + 1_000 * 0.5 + 40_000 * 0.01) / 1e6);
    assertThat(haiku.cost(new Usage(60_001L, 1_000L, 40_000L, 0L, null)))
        .isEqualTo((60_001 * 0.5 + 1_000 * 2.5 + 40_000 * 0.05) / 1e6);
  }

  @Test
  void ownServersAreFree() {
    assertThat(input("vllm", "any/model")).isZero();
    assertThat(PRESETS.find("ollama").apiKeyEnv()).isNull();
  }

  @Test
  void unknownVendorIsAnsweredWithTheKnown() {
    assertThatThrownBy(() -> PRESETS.find("openia"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no preset openia; known are anthropic, deepseek");
  }
}
