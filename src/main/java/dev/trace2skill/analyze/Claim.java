package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Generality;
import dev.trace2skill.model.RootCause;
import java.util.List;
import java.util.Locale;

/** What a model says it has found; its word alone counts for nothing. */
record Claim(
    String cause,
    RootCause category,
    Generality generality,
    List<Integer> evidence,
    List<Integer> contrastEvidence,
    List<Edit> edits) {

  /** Reads what keeps the schema of {@code finish} or of an answer. */
  static Claim of(JsonNode said, List<Edit> edits) {
    return new Claim(
        said.path("cause").asText().strip(),
        RootCause.valueOf(said.path("category").asText().toUpperCase(Locale.ROOT)),
        Generality.valueOf(said.path("generality").asText().toUpperCase(Locale.ROOT)),
        JsonText.integers(said.path("evidence")),
        JsonText.integers(said.path("contrast_evidence")),
        edits);
  }
}
