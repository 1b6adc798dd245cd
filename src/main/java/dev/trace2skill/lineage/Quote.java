package dev.trace2skill.lineage;

import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A step of a run in one line. */
final class Quote {

  private static final int LONGEST = 160;

  private Quote() {}

  static String of(Step step) {
    List<String> parts = new ArrayList<>();
    if (!step.text().isBlank()) {
      parts.add('"' + cut(step.text()) + '"');
    }
    for (ToolCall call : step.toolCalls()) {
      parts.add("calls " + call.tool() + " " + cut(call.arguments()));
    }
    for (ToolResult result : step.toolResults()) {
      String failed = Boolean.TRUE.equals(result.error()) ? " fails: " : " answers: ";
      parts.add(result.tool() + failed + cut(result.content()));
    }
    return "step %d, %s: %s"
        .formatted(
            step.stepIndex(),
            step.actor().name().toLowerCase(Locale.ROOT),
            String.join("; ", parts).strip());
  }

  private static String cut(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "\u2026";
  }
}
