package dev.trace2skill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Run;
import java.util.List;

/** The manifest of the run that made the version. */
record ManifestView(
    String command,
    String runId,
    String codeVersion,
    String startedAt,
    String endedAt,
    String exit,
    List<Named> counts,
    List<Named> inputs,
    String conf) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_CONF = 20_000;

  /** A number with a name. */
  record Named(String name, String value) {}

  static ManifestView of(Run run) {
    return new ManifestView(
        SafeText.cut("trace2skill " + String.join(" ", run.arguments()), 1_000),
        run.runId(),
        run.codeVersion(),
        run.startedAt().toString(),
        run.endedAt().toString(),
        SafeText.cut(run.exitReason(), 1_000) + " (exit code " + run.exitCode() + ")",
        run.counts().stream().map(c -> new Named(c.name(), Words.number(c.value()))).toList(),
        run.inputs().stream().map(i -> new Named(i.table(), Words.number(i.version()))).toList(),
        SafeText.cut(conf(run.conf()), LONGEST_CONF));
  }

  /** The conf without what was left open. */
  private static String conf(String json) {
    try {
      var tree = JSON.readTree(json);
      prune(tree);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  private static void prune(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.forEach(ManifestView::prune);
      object.properties().removeIf(field -> field.getValue().isNull());
    } else if (node instanceof ArrayNode array) {
      array.forEach(ManifestView::prune);
    }
  }
}
