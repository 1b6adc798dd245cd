package dev.trace2skill.llm;

import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.Secret;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a vendor, so that a conf need only name it.
 *
 * @param apiKeyEnv the environment variable in which its users keep their key; null when it wants
 *     none
 * @param options of its endpoint
 * @param prices by the names of its models
 * @param free whether it runs on the user's own machines, and no token costs money
 */
public record Preset(
    String name,
    String protocol,
    String baseUrl,
    @Nullable String apiKeyEnv,
    Map<String, String> options,
    List<ListedPrices> prices,
    boolean free) {

  private static final Prices NOTHING = new Prices(0, 0, 0, 0);

  /** What a name may add to that of a model without naming another one. */
  private static final Pattern VERSION = Pattern.compile("|-latest|[-@]20\\d\\d-?\\d\\d-?\\d\\d");

  public Preset {
    options = Map.copyOf(options);
    prices = List.copyOf(prices);
  }

  /** The endpoint of one of its models. */
  public LLMEndpoint endpoint(String model, Duration timeout) {
    Secret key = apiKeyEnv == null ? Secret.NONE : new Secret(apiKeyEnv, null);
    return new LLMEndpoint(protocol, baseUrl, model, key, timeout, options);
  }

  /**
   * The prices of a model: those of the longest name that it starts with, if the rest is a date.
   */
  public Optional<ListedPrices> prices(String model) {
    if (free) {
      return Optional.of(new ListedPrices(model, LocalDate.EPOCH, NOTHING));
    }
    return prices.stream()
        .filter(
            listed ->
                model.startsWith(listed.model())
                    && VERSION.matcher(model.substring(listed.model().length())).matches())
        .max(Comparator.comparing(listed -> listed.model().length()));
  }
}
