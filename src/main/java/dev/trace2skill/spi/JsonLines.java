package dev.trace2skill.spi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** All values of all lines; a bad one costs no more than the rest of its line. */
final class JsonLines implements JsonRecords.Cursor {

  private final LineStream lines;
  private @Nullable JsonParser parser;

  JsonLines(InputStream in, long cap) {
    lines = new LineStream(in, cap);
  }

  @Override
  public @Nullable JsonRecord next() throws IOException {
    while (true) {
      JsonParser current = parser;
      if (current == null) {
        if (!lines.advance()) {
          return null;
        }
        parser = Json.parser(new InputStreamReader(lines, StandardCharsets.UTF_8));
        // The end of a line is not the end of the file.
        parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        continue;
      }
      JsonRecord record = read(current);
      if (record != null) {
        return record;
      }
      parser = null;
    }
  }

  private @Nullable JsonRecord read(JsonParser current) throws IOException {
    try {
      return current.nextToken() == null
          ? null
          : JsonRecord.good(lines.number(), Json.tree(current));
    } catch (JsonProcessingException e) {
      parser = null;
      return JsonRecord.bad(lines.number(), Json.reason(e));
    } catch (LineStream.TooLong e) {
      parser = null;
      return JsonRecord.bad(lines.number(), e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
