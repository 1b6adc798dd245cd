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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code cline --json} prints: an event a line, several for each part of a message. */
final class ClineEvents {

  private static final String TOOL = "tool";

  private final EventSteps steps;
  private @Nullable Usage taken;

  private ClineEvents(EventSteps steps) {
    this.steps = steps;
  }

  /** The run; null when nothing was printed that belongs to one. */
  static @Nullable Trajectory read(Path printed, Assignment assignment) throws IOException {
    EventSteps steps = new EventSteps(assignment);
    EventSteps.each(printed, new ClineEvents(steps)::take);
    return steps.run("cline");
  }

  private void take(JsonNode line) {
    JsonNode event = line.path("event");
    boolean tool = event.path("contentType").asText().equals(TOOL);
    switch (event.path("type").asText()) {
      case "content_start" -> {
        if (tool) {
          called(event);
        }
      }
      case "content_end" -> {
        if (tool) {
          answered(event);
        } else if (event.path("contentType").asText().equals("text")) {
          steps.said(event.path("text").asText());
        }
      }
      case "usage" -> taken = usage(event);
      case "iteration_end" -> {
        steps.endMessage(taken);
        taken = null;
      }
      case "error" -> steps.judged(error(event));
      default -> {} // parts of what comes whole later, and what later versions add
    }
  }

  private void called(JsonNode event) {
    String tool = event.path("toolName").asText();
    JsonNode input = event.path("input");
    steps.called(new ToolCall(event.path("toolCallId").asText(), tool, JsonRecords.text(input)));
    if (tool.equals("skills")) {
      steps.usedSkill(input.path("skill").asText());
    }
  }

  /** A tool that does several things answers with a list, each of which may have failed. */
  private void answered(JsonNode event) {
    JsonNode output = event.path("output");
    boolean failed = event.hasNonNull("error");
    StringBuilder text = new StringBuilder(event.path("error").asText(""));
    for (JsonNode part : output.isArray() ? output : List.of(output)) {
      failed |= part.path("success").isBoolean() && !part.path("success").booleanValue();
      text.append(text.isEmpty() ? "" : "\n").append(said(part));
    }
    steps.answered(
        new ToolResult(
            event.path("toolCallId").asText(),
            event.path("toolName").asText(),
            text.toString(),
            failed));
  }

  private static String said(JsonNode part) {
    if (part.path("result").isTextual()) {
      return part.path("result").textValue();
    }
    return part.isTextual() ? part.textValue() : part.isMissingNode() ? "" : JsonRecords.text(part);
  }

  private static Judgement error(JsonNode event) {
    String kind = event.path("errorClass").asText("error");
    return Judgement.of(
        kind.equals("auth") ? Kind.CRASH : Kind.ERROR,
        kind,
        event.at("/error/message").asText(event.toString()));
  }

  private static Usage usage(JsonNode event) {
    double cost = event.path("cost").asDouble(0);
    return new Usage(
        event.path("inputTokens").asLong(),
        event.path("outputTokens").asLong(),
        event.path("cacheReadTokens").asLong(),
        event.path("cacheWriteTokens").asLong(),
        cost == 0 ? null : Double.valueOf(cost));
  }
}
