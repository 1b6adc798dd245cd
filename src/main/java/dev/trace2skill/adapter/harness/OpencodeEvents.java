package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.JsonRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code opencode run --format json} prints: an event a line, a part of a message each. */
final class OpencodeEvents {

  /** Refusals that no agent can help; those from 500 are not any more. */
  private static final Set<Integer> NOT_THE_AGENTS = Set.of(401, 402, 403, 404, 408, 429);

  private final EventSteps steps;

  private OpencodeEvents(EventSteps steps) {
    this.steps = steps;
  }

  /** The run; null when nothing was printed that belongs to one. */
  static @Nullable Trajectory read(Path printed, Assignment assignment) throws IOException {
    EventSteps steps = new EventSteps(assignment);
    EventSteps.each(printed, new OpencodeEvents(steps)::take);
    return steps.run("opencode");
  }

  private void take(JsonNode event) {
    JsonNode part = event.path("part");
    switch (event.path("type").asText()) {
      case "step_start" -> steps.endMessage(null);
      case "text" -> steps.said(part.path("text").asText());
      case "tool_use" -> used(part);
      case "step_finish" -> steps.endMessage(usage(part));
      case "error" -> steps.judged(error(event.path("error")));
      default -> {} // what later versions add
    }
  }

  /**
   * A call with what came of it. A command that failed stands there as one that was carried out.
   */
  private void used(JsonNode part) {
    String id = part.path("callID").asText();
    String tool = part.path("tool").asText();
    JsonNode state = part.path("state");
    boolean failed = state.path("status").asText().equals("error");
    int exit = state.at("/metadata/exit").asInt(0);
    String said = state.path(failed ? "error" : "output").asText();
    steps.called(new ToolCall(id, tool, JsonRecords.text(state.path("input"))));
    steps.answered(
        new ToolResult(
            id,
            tool,
            exit == 0 ? said : said.stripTrailing() + "\n[exit code " + exit + "]",
            failed || exit != 0));
    if (tool.equals("skill") && !failed) {
      steps.usedSkill(state.at("/input/name").asText());
    }
  }

  private static Judgement error(JsonNode error) {
    int status = error.at("/data/statusCode").asInt();
    return Judgement.of(
        status >= 500 || NOT_THE_AGENTS.contains(status) ? Kind.CRASH : Kind.ERROR,
        error.path("name").asText("error"),
        error.at("/data/message").asText(error.toString()));
  }

  private static Usage usage(JsonNode part) {
    JsonNode tokens = part.path("tokens");
    double cost = part.path("cost").asDouble(0);
    return new Usage(
        tokens.path("input").asLong(),
        tokens.path("output").asLong() + tokens.path("reasoning").asLong(),
        tokens.at("/cache/read").asLong(),
        tokens.at("/cache/write").asLong(),
        // It knows no prices of a model that a conf names, and counts nothing then.
        cost == 0 ? null : Double.valueOf(cost));
  }
}
