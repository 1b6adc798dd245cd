package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.llm.prompt.Prompts;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.LLMTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools that a model is offered, and whether a call keeps their schemas. */
final class ToolBox {

  private final Map<String, JsonNode> schemas = new LinkedHashMap<>();
  private final List<LLMTool> tools = new ArrayList<>();

  private ToolBox() {}

  /** The tools of a resource. */
  static ToolBox of(String resource) {
    ToolBox box = new ToolBox();
    for (JsonNode tool : new Prompts(ToolBox.class).json(resource)) {
      String name = tool.path("name").asText();
      box.schemas.put(name, tool.path("schema"));
      box.tools.add(
          new LLMTool(name, tool.path("description").asText(), tool.path("schema").toString()));
    }
    return box;
  }

  List<LLMTool> tools() {
    return List.copyOf(tools);
  }

  /** Why a call cannot be used; empty when it can. */
  Optional<Fault> fault(ToolCall call) {
    JsonNode schema = schemas.get(call.tool());
    if (schema == null) {
      return Optional.of(
          Fault.malformed(
              "there is no tool of the name that was called",
              "The tools are " + String.join(", ", schemas.keySet()) + "."));
    }
    Optional<JsonNode> arguments = JsonText.arguments(call.arguments());
    if (arguments.isEmpty()) {
      return Optional.of(
          Fault.malformed(
              "the arguments of " + call.tool() + " are no JSON",
              "One JSON object is expected, following the schema " + schema + "."));
    }
    List<String> problems = SchemaCheck.problems(schema, arguments.get());
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Fault.malformed(
                "the arguments of "
                    + call.tool()
                    + " are not as they should be: "
                    + String.join("; ", problems),
                "All other parameters, if any, are as they should be."));
  }
}
