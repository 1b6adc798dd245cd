package dev.trace2skill.skill;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The YAML at the head of a skill, read as strictly as the reference parser does: one mapping in
 * block style, no key twice, no anchors.
 *
 * @param problems why it cannot be read; the fields are empty then
 */
record FrontMatter(ObjectNode fields, List<String> problems) {

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  FrontMatter {
    problems = List.copyOf(problems);
  }

  static FrontMatter parse(String yaml) {
    try {
      List<String> problems = styleProblems(yaml);
      JsonNode tree = YAML.readTree(yaml);
      if (tree instanceof ObjectNode fields && problems.isEmpty()) {
        return new FrontMatter(fields, List.of());
      }
      return broken(problems.isEmpty() ? List.of("front matter is no mapping") : problems);
    } catch (JsonProcessingException e) {
      String said = PlainText.fold(e.getOriginalMessage());
      return broken(List.of("front matter is no valid YAML: " + said));
    }
  }

  Optional<JsonNode> field(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  ObjectNode without(String key) {
    return fields.deepCopy().without(key);
  }

  private static FrontMatter broken(List<String> problems) {
    return new FrontMatter(JsonNodeFactory.instance.objectNode(), problems);
  }

  private static List<String> styleProblems(String yaml) throws JsonProcessingException {
    List<String> problems = new ArrayList<>();
    try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        JsonLocation start = parser.currentTokenLocation();
        if (!token.isStructEnd() && start.getCharOffset() < yaml.length()) {
          // Text that begins with one of these signs is always quoted, so the sign is syntax.
          String construct =
              switch (yaml.charAt((int) start.getCharOffset())) {
                case '&', '*' -> "an anchor";
                case '!' -> "a tag";
                case '{', '[' -> "flow style";
                default -> "";
              };
          if (!construct.isEmpty()) {
            problems.add(
                "front matter uses %s of YAML on its line %d"
                    .formatted(construct, start.getLineNr()));
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return problems;
  }
}
