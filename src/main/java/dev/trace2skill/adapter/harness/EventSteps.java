package dev.trace2skill.adapter.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.JsonRecord;
import dev.trace2skill.spi.JsonRecords;
import dev.trace2skill.spi.LocalFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a run together from events that tell of one part of a message each: what the agent said,
 * called and was answered, until the message ends.
 */
final class EventSteps {

  private final Assignment assignment;
  private final List<Step> steps = new ArrayList<>();
  private final List<Judgement> judgements = new ArrayList<>();
  private final Set<String> skills = new LinkedHashSet<>();
  private final List<String> texts = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private final List<ToolResult> results = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private String lastWords = "";

  EventSteps(Assignment assignment) {
    this.assignment = assignment;
    steps.add(Step.said(0, Actor.USER, assignment.query()));
  }

  /** Every event of a file that has one a line; what is none is left out. */
  static void each(Path printed, Consumer<JsonNode> event) throws IOException {
    try (JsonRecords records = JsonRecords.lines(LocalFile.of(printed))) {
      while (records.hasNext()) {
        JsonRecord record = records.next();
        if (record.value() != null) {
          event.accept(record.value());
        }
      }
    }
  }

  void said(String text) {
    texts.add(text);
  }

  void called(ToolCall call) {
    calls.add(call);
  }

  void answered(ToolResult result) {
    results.add(result);
  }

  void usedSkill(String name) {
    skills.add(name);
  }

  void judged(Judgement judgement) {
    judgements.add(judgement);
  }

  /**
   * One answer of the model is a step, and so is what each of its tools gave.
   *
   * @param taken what the answer took; null when it is not known
   */
  void endMessage(@Nullable Usage taken) {
    if (texts.isEmpty() && calls.isEmpty()) {
      return;
    }
    String said = String.join("\n", texts);
    steps.add(
        new Step(steps.size(), Actor.AGENT, "", said, null, null, calls, List.of(), taken, null));
    results.forEach(result -> steps.add(Step.answered(steps.size(), result)));
    usage = taken == null ? usage : usage.plus(taken);
    lastWords = said.isBlank() ? lastWords : said;
    texts.clear();
    calls.clear();
    results.clear();
  }

  /** The run; null when nothing was told of it. */
  @Nullable Trajectory run(String harness) {
    endMessage(null);
    if (steps.size() == 1 && judgements.isEmpty()) {
      return null;
    }
    return Trajectory.of(new Source(harness, null, "", ""), assignment.taskId())
        .query(assignment.query())
        .steps(steps)
        .judgements(judgements)
        .skills(List.copyOf(skills))
        .usage(usage)
        .finalAnswer(lastWords.isEmpty() ? null : lastWords)
        .build();
  }
}
