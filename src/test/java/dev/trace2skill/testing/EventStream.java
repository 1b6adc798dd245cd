package dev.trace2skill.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A whole answer as the events in which a server would send it bit by bit. */
final class EventStream {

  private final StringBuilder out = new StringBuilder();

  private EventStream() {}

  /** Of the Messages API. */
  static String ofMessage(ObjectNode message) {
    EventStream events = new EventStream();
    ObjectNode start = message.deepCopy();
    start.putArray("content");
    start.putNull("stop_reason");
    events.named(object("message_start").set("message", start));
    int index = 0;
    for (JsonNode block : message.path("content")) {
      boolean text = block.path("type").asText().equals("text");
      ObjectNode empty = block.deepCopy();
      ObjectNode delta = JsonNodeFactory.instance.objectNode();
      if (text) {
        empty.put("text", "");
        delta.put("type", "text_delta").put("text", block.path("text").asText());
      } else {
        empty.putObject("input");
        delta.put("type", "input_json_delta").put("partial_json", block.path("input").toString());
      }
      events.named(object("content_block_start").put("index", index).set("content_block", empty));
      events.named(object("content_block_delta").put("index", index).set("delta", delta));
      events.named(object("content_block_stop").put("index", index++));
    }
    ObjectNode end = object("message_delta");
    end.putObject("delta").set("stop_reason", message.path("stop_reason"));
    end.set("usage", message.path("usage"));
    events.named(end);
    events.named(object("message_stop"));
    return events.out.toString();
  }

  /** Of chat completions. */
  static String ofCompletion(ObjectNode completion) {
    EventStream events = new EventStream();
    JsonNode choice = completion.path("choices").path(0);
    ObjectNode delta = choice.path("message").deepCopy();
    int index = 0;
    for (JsonNode call : delta.path("tool_calls")) {
      ((ObjectNode) call).put("index", index++);
    }
    events.chunk(completion, delta, null, null);
    events.chunk(
        completion,
        JsonNodeFactory.instance.objectNode(),
        choice.path("finish_reason"),
        completion.path("usage"));
    events.data("[DONE]");
    return events.out.toString();
  }

  private void chunk(ObjectNode completion, ObjectNode delta, JsonNode finish, JsonNode usage) {
    ObjectNode chunk = completion.deepCopy();
    chunk.put("object", "chat.completion.chunk").put("created", 0);
    chunk.remove("usage");
    ArrayNode choices = chunk.putArray("choices");
    ObjectNode choice = choices.addObject().put("index", 0);
    choice.set("delta", delta);
    choice.set("finish_reason", finish == null ? JsonNodeFactory.instance.nullNode() : finish);
    if (usage != null) {
      chunk.set("usage", usage);
    }
    data(chunk.toString());
  }

  /** Of the Responses API. */
  static String ofResponse(ObjectNode response) {
    EventStream events = new EventStream();
    ObjectNode start = response.deepCopy();
    start.put("status", "in_progress").putArray("output");
    start.putNull("usage");
    events.named(object("response.created").set("response", start));
    int index = 0;
    for (JsonNode item : response.path("output")) {
      ObjectNode empty = item.deepCopy();
      empty.put("status", "in_progress");
      if (empty.has("content")) {
        empty.putArray("content");
      } else {
        empty.put("arguments", "");
      }
      events.named(
          object("response.output_item.added").put("output_index", index).set("item", empty));
      String text = item.path("content").path(0).path("text").asText();
      if (!text.isEmpty()) {
        ObjectNode delta = object("response.output_text.delta").put("output_index", index);
        delta.put("item_id", item.path("id").asText()).put("content_index", 0).put("delta", text);
        events.named(delta);
      }
      events.named(
          object("response.output_item.done").put("output_index", index++).set("item", item));
    }
    events.named(object("response.completed").set("response", response));
    return events.out.toString();
  }

  /** Of a protocol whose one event is the answer. */
  static String ofOne(ObjectNode answer) {
    EventStream events = new EventStream();
    events.data(answer.toString());
    return events.out.toString();
  }

  private static ObjectNode object(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private void named(JsonNode event) {
    out.append("event: ").append(event.path("type").asText()).append('\n');
    data(event.toString());
  }

  private void data(String data) {
    out.append("data: ").append(data).append("\n\n");
  }
}
