package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Edits as a model writes them down. */
final class Edits {

  /**
   * What a model wrote.
   *
   * @param problems why some are no edits, with their place; empty when all are
   */
  record Read(List<Edit> edits, List<String> problems) {
    Read {
      edits = List.copyOf(edits);
      problems = List.copyOf(problems);
    }
  }

  private Edits() {}

  /** Reads an array that keeps the schema. */
  static Read of(JsonNode array) {
    List<Edit> edits = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode edit = array.path(i);
      try {
        edits.add(
            new Edit(
                Op.valueOf(edit.path("op").asText().toUpperCase(Locale.ROOT)),
                edit.path("file").asText(),
                edit.path("section").asText(),
                edit.path("anchor").asText(),
                edit.path("text").asText()));
      } catch (IllegalArgumentException e) {
        problems.add("edit " + i + ": " + e.getMessage());
      }
    }
    return new Read(edits, problems);
  }
}
