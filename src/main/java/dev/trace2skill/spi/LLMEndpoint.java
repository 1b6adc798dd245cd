package dev.trace2skill.spi;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model is and how long an answer may take.
 *
 * @param protocol the {@link LLMProvider} that speaks to it
 * @param baseUrl up to and without the part that names the operation, such as {@code
 *     https://api.example.com/v1}
 * @param model the model's name, as the vendor writes it
 * @param apiKey where the key is; the key itself is looked up when a call needs it
 * @param timeout for one call from its start to the last byte of its answer
 * @param options in what this vendor's way of speaking the protocol differs from the plain one, in
 *     the order of their names; they can change an answer
 */
public record LLMEndpoint(
    String protocol,
    String baseUrl,
    String model,
    Secret apiKey,
    Duration timeout,
    Map<String, String> options)
    implements Serializable {

  public LLMEndpoint {
    baseUrl = baseUrl.replaceFirst("/+$", "");
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** An endpoint that speaks the plain protocol. */
  public LLMEndpoint(
      String protocol, String baseUrl, String model, Secret apiKey, Duration timeout) {
    this(protocol, baseUrl, model, apiKey, timeout, Map.of());
  }
}
