package dev.trace2skill.spi;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where a model is and how long an answer may take.
 *
 * @param protocol the {@link LLMProvider} that speaks to it
 * @param baseUrl up to and without the part that names the operation, such as {@code
 *     https://api.example.com/v1}
 * @param model the model's name, as the vendor writes it
 * @param apiKey where the key is; the key itself is looked up when a call needs it
 * @param timeout for one call from its start to the last byte of its answer
 */
public record LLMEndpoint(
    String protocol, String baseUrl, String model, Secret apiKey, Duration timeout)
    implements Serializable {

  public LLMEndpoint {
    baseUrl = baseUrl.replaceFirst("/+$", "");
  }
}
