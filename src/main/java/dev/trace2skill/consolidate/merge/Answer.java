package dev.trace2skill.consolidate.merge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.spi.LLMReply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a model answered, item by item; ids are as it wrote them.
 *
 * @param fault why nothing can be made of the answer; empty when something can
 * @param malformed items that are not what the schema asks for
 */
record Answer(
    String fault,
    List<List<String>> equal,
    List<Worded> wordings,
    List<Opposed> contradictions,
    List<String> malformed) {

  record Worded(String id, String text) {}

  record Opposed(String a, String b, String why) {}

  static Answer of(LLMReply reply) {
    switch (reply.stop()) {
      case REFUSED -> {
        return faulty("the model or its vendor would not answer");
      }
      case LENGTH -> {
        return faulty("the answer reached the limit of its length");
      }
      case END, TOOL_CALLS, OTHER -> {}
    }
    Optional<JsonNode> json = JsonText.answered(reply.text());
    if (json.isEmpty()) {
      return faulty("the answer is no JSON");
    }
    boolean whole =
        Stream.of("equal", "wordings", "contradictions")
            .allMatch(n -> json.get().path(n).isArray());
    return whole ? read(json.get()) : faulty("the answer is not an object of three lists");
  }

  private static Answer faulty(String fault) {
    return new Answer(fault, List.of(), List.of(), List.of(), List.of());
  }

  private static Answer read(JsonNode json) {
    List<String> malformed =
        Stream.of(
                malformed(json.path("equal"), Answer::isSet),
                malformed(json.path("wordings"), item -> hasTexts(item, "id", "text")),
                malformed(json.path("contradictions"), item -> hasTexts(item, "a", "b", "why")))
            .flatMap(List::stream)
            .toList();
    return new Answer(
        "",
        json.path("equal")
            .valueStream()
            .filter(Answer::isSet)
            .map(set -> set.path("ids").valueStream().map(JsonNode::asText).toList())
            .toList(),
        json.path("wordings")
            .valueStream()
            .filter(item -> hasTexts(item, "id", "text"))
            .map(item -> new Worded(text(item, "id"), text(item, "text").strip()))
            .toList(),
        json.path("contradictions")
            .valueStream()
            .filter(item -> hasTexts(item, "a", "b", "why"))
            .map(i -> new Opposed(text(i, "a"), text(i, "b"), text(i, "why").strip()))
            .toList(),
        malformed);
  }

  private interface Shape {
    boolean fits(JsonNode item);
  }

  private static List<String> malformed(JsonNode list, Shape shape) {
    return list.valueStream().filter(item -> !shape.fits(item)).map(JsonNode::toString).toList();
  }

  private static boolean isSet(JsonNode item) {
    return item.path("ids").isArray()
        && item.path("ids").valueStream().allMatch(JsonNode::isTextual);
  }

  private static boolean hasTexts(JsonNode item, String... names) {
    return Stream.of(names).allMatch(name -> item.path(name).isTextual());
  }

  private static String text(JsonNode item, String name) {
    return item.path(name).asText();
  }
}
