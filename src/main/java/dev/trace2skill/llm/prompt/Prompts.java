package dev.trace2skill.llm.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * What models are told: Markdown and JSON that lie beside a class.
 *
 * @param beside the class
 */
public record Prompts(Class<?> beside) {

  /** The text of a resource. */
  public String text(String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** A resource that is JSON. */
  public JsonNode json(String name) {
    return JsonText.parsed(text(name)).orElseThrow(() -> new IllegalStateException(name));
  }

  /** The version of some resources: a hash of what they say. */
  public String id(String... names) {
    return ContentId.of(Stream.of(names).map(this::text).toArray(String[]::new));
  }
}
