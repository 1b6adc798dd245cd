package dev.trace2skill.spi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a JSON file as values: one that is cut has the members before the cut, and null
 * for the one that it cuts.
 */
final class JsonHead {

  /** Bad lines that are passed over before the file counts as something else than JSON. */
  private static final int PATIENCE = 8;

  private final List<JsonNode> values = new ArrayList<>();
  private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
  private @Nullable String name;

  private JsonHead() {}

  static List<JsonNode> values(String head) {
    JsonHead seen = new JsonHead();
    int from = 0;
    for (int i = 0; i < PATIENCE && from >= 0; i++) {
      from = seen.read(head, from);
    }
    return List.copyOf(seen.values);
  }

  /** Reads up to a fault; where the line after it begins, or -1 at the end. */
  private int read(String head, int from) {
    open.clear();
    name = null;
    try (JsonParser parser = Json.parser(new StringReader(head.substring(from)))) {
      try {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          take(parser, token);
        }
        return -1;
      } catch (JsonProcessingException e) {
        cut();
        int fault = from + (int) Math.max(0, parser.currentLocation().getCharOffset());
        int lineEnd = head.indexOf('\n', Math.min(fault, head.length()));
        return lineEnd < 0 ? -1 : lineEnd + 1;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be read", e);
    }
  }

  private void take(JsonParser parser, JsonToken token) throws IOException {
    switch (token) {
      case FIELD_NAME -> name = parser.currentName();
      case START_OBJECT -> push(JsonNodeFactory.instance.objectNode());
      case START_ARRAY -> push(JsonNodeFactory.instance.arrayNode());
      case END_OBJECT, END_ARRAY -> open.pop();
      default -> add(Json.tree(parser));
    }
  }

  private void push(ContainerNode<?> container) {
    add(container);
    open.push(container);
  }

  private void add(JsonNode value) {
    ContainerNode<?> parent = open.peek();
    if (parent instanceof ObjectNode object && name != null) {
      object.set(name, value);
      name = null;
    } else if (parent instanceof ArrayNode array) {
      array.add(value);
    } else {
      values.add(value);
    }
  }

  private void cut() {
    if (name != null) {
      add(JsonNodeFactory.instance.nullNode());
    }
  }
}
