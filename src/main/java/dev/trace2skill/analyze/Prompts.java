package dev.trace2skill.analyze;

import dev.trace2skill.model.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What models are told: Markdown and JSON that lie beside the analysts' classes. */
final class Prompts {

  private Prompts() {}

  /** The text of a resource. */
  static String text(String name) {
    try (InputStream in = Prompts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** The version of some resources: a hash of what they say. */
  static String id(String... names) {
    return ContentId.of(Stream.of(names).map(Prompts::text).toArray(String[]::new));
  }
}
