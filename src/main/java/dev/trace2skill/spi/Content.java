package dev.trace2skill.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a message says, as text, whether it was written as a string, as parts or not at all. */
public final class Content {

  private Content() {}

  /**
   * The text of a message's content. Parts are lines; pictures, sound and files are named in
   * brackets, as their bytes say nothing to a reader; a part of an unknown kind stays JSON.
   */
  public static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    if (content.isArray()) {
      List<String> parts = new ArrayList<>();
      content.forEach(part -> parts.add(text(part)));
      return String.join("\n", parts);
    }
    if (content.isObject()) {
      return part(content);
    }
    return content.isNull() || content.isMissingNode() ? "" : content.asText();
  }

  private static String part(JsonNode part) {
    for (String key : List.of("text", "refusal", "content")) {
      JsonNode said = part.path(key);
      if (said.isTextual() || said.isArray()) {
        return text(said);
      }
    }
    return switch (part.path("type").asText()) {
      case "image", "image_url", "input_image" -> "[image]";
      case "audio", "input_audio" -> "[audio]";
      case "file", "input_file", "document" -> "[file]";
      default -> JsonRecords.text(part);
    };
  }
}
