package dev.trace2skill.adapter.evidence.langsmithapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came, in a temporary file, and the little of it that fetching must know. It may
 * be larger than memory: a run holds whatever its agent was given.
 *
 * @param hash the start of the SHA-256 of its bytes, in hex
 * @param ids of its runs, or of the elements of its list
 * @param cursor of the next page; null on the last one
 */
record Page(Path file, String hash, List<String> ids, @Nullable String cursor)
    implements AutoCloseable {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int HASH_LENGTH = 32;

  Page {
    ids = List.copyOf(ids);
  }

  /**
   * Takes an answer in.
   *
   * @throws IOException when it ends early or is no JSON; then no file stays
   */
  static Page of(InputStream body) throws IOException {
    Path file = Files.createTempFile("langsmith-", ".json");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        body.transferTo(out);
      }
      String hash = HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
      return read(file, hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static Page read(Path file, String hash) throws IOException {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        elements(parser, ids);
      } else if (first == JsonToken.START_OBJECT) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("runs") && value == JsonToken.START_ARRAY) {
            elements(parser, ids);
          } else if (name.equals("cursors") && value == JsonToken.START_OBJECT) {
            cursor = text(parser, "next");
          } else {
            skip(parser);
          }
        }
      } else {
        throw new IOException("neither an object nor a list");
      }
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
    }
    return new Page(file, hash, ids, cursor);
  }

  private static void elements(JsonParser parser, List<String> ids) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        String id = text(parser, "id");
        ids.add(id == null ? "" : id);
      } else {
        skip(parser);
      }
    }
  }

  /** The text of one member of the object that the parser is at; it is at its end then. */
  private static @Nullable String text(JsonParser parser, String wanted) throws IOException {
    String found = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals(wanted)) {
        found = parser.getText();
      } else {
        skip(parser);
      }
    }
    return found;
  }

  /** To the end of a value; a text that stops before it has none. */
  private static void skip(JsonParser parser) throws IOException {
    if (parser.currentToken() == null) {
      throw new IOException("it stops in the middle");
    }
    parser.skipChildren();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
