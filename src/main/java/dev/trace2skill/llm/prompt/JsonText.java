package dev.trace2skill.llm.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON that models and tools write. */
public final class JsonText {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonText() {}

  /** The one value that a text is; empty when it is none. */
  public static Optional<JsonNode> parsed(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The arguments of a call: a call without any may come with nothing written. */
  public static Optional<JsonNode> arguments(String text) {
    return parsed(text.isBlank() ? "{}" : text);
  }

  /** The value in an answer, which some models put into a fence. */
  public static Optional<JsonNode> answered(String text) {
    String bare = text.strip();
    if (bare.startsWith("```") && bare.endsWith("```") && bare.indexOf('\n') > 0) {
      bare = bare.substring(bare.indexOf('\n') + 1, bare.length() - 3).strip();
    }
    return parsed(bare);
  }

  /** Texts, numbers and truth values below a node. */
  public static List<JsonNode> leaves(JsonNode node) {
    List<JsonNode> leaves = new ArrayList<>();
    if (node.isContainerNode()) {
      node.forEach(child -> leaves.addAll(leaves(child)));
    } else if (!node.isNull() && !node.isMissingNode()) {
      leaves.add(node);
    }
    return leaves;
  }

  /** The whole numbers of an array, each once and in order. */
  public static List<Integer> integers(JsonNode array) {
    return array.valueStream().map(JsonNode::asInt).distinct().sorted().toList();
  }
}
