package dev.trace2skill.llm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The vendors that are known by name. */
public final class Presets {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Map<String, Vendor> vendors;

  private Presets(Map<String, Vendor> vendors) {
    this.vendors = new TreeMap<>(vendors);
  }

  /** Those that come with this release. */
  public static Presets read() {
    try (InputStream yaml = Presets.class.getResourceAsStream("presets.yaml")) {
      return new Presets(YAML.readValue(Objects.requireNonNull(yaml), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("the presets of this release cannot be read", e);
    }
  }

  /** Their names, in order. */
  public List<String> names() {
    return List.copyOf(vendors.keySet());
  }

  /**
   * The vendor of a name.
   *
   * @throws UserError naming those that are known
   */
  public Preset find(String name) {
    Vendor vendor = vendors.get(name);
    if (vendor == null) {
      throw new UserError("no preset " + name + "; known are " + String.join(", ", names()));
    }
    return vendor.preset(name);
  }

  /** A vendor as it is written down. */
  private record Vendor(
      String protocol,
      String baseUrl,
      @Nullable String apiKeyEnv,
      @Nullable Map<String, String> options,
      @Nullable Map<String, Listed> prices,
      boolean free) {

    Preset preset(String name) {
      return new Preset(
          name,
          protocol,
          baseUrl,
          apiKeyEnv,
          options == null ? Map.of() : options,
          prices == null
              ? List.of()
              : prices.entrySet().stream()
                  .map(entry -> entry.getValue().listed(entry.getKey()))
                  .toList(),
          free);
    }
  }

  /** Prices as they are written down. */
  private record Listed(
      String asOf,
      double input,
      double output,
      @Nullable Double cacheRead,
      @Nullable Double cacheWrite,
      @JsonProperty("long") @Nullable LongPrompt longPrompt) {

    ListedPrices listed(String model) {
      return new ListedPrices(
          model, LocalDate.parse(asOf), prices(input, output, cacheRead, cacheWrite, longPrompt));
    }
  }

  /** Prices of long prompts as they are written down. */
  private record LongPrompt(
      long above,
      double input,
      double output,
      @Nullable Double cacheRead,
      @Nullable Double cacheWrite) {

    Prices.LongPrompts prices() {
      return new Prices.LongPrompts(
          above, Presets.prices(input, output, cacheRead, cacheWrite, null));
    }
  }

  private static Prices prices(
      double input,
      double output,
      @Nullable Double cacheRead,
      @Nullable Double cacheWrite,
      @Nullable LongPrompt longPrompt) {
    return new Prices(
        input,
        output,
        cacheRead == null ? input : cacheRead,
        cacheWrite == null ? input : cacheWrite,
        longPrompt == null ? null : longPrompt.prices());
  }
}
