package dev.trace2skill.adapter.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.adapter.evidence.RecordReader.Unreadable;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Arguments;
import dev.trace2skill.spi.Content;
import dev.trace2skill.spi.Evidence;
import dev.trace2skill.spi.EvidenceAdapter;
import dev.trace2skill.spi.EvidenceFile;
import dev.trace2skill.spi.JsonRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chats in OpenAI's layout, one JSON object a trajectory: {@code messages}, and what the writer
 * knows about the run beside them ({@code task_id}, {@code trial}, {@code outcome}, {@code reward},
 * {@code session_id}, {@code principal_id}, {@code model}, {@code query}, {@code ground_truth},
 * {@code reason}, {@code started_at}, {@code ended_at}). Also the way to bring any other source.
 */
public final class ChatMessages implements EvidenceAdapter {

  private static final String FORMAT = "messages";
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public int confidence(String head, String name) {
    for (JsonNode value : JsonRecords.head(head)) {
      JsonNode record = value.isArray() ? value.path(0) : value;
      JsonNode role = record.path("messages").path(0).path("role");
      if (ROLES.contains(role.asText())) {
        return 30;
      }
    }
    return 0;
  }

  @Override
  public Iterator<Evidence> read(EvidenceFile file) throws IOException {
    return new RecordReader(
        JsonRecords.any(file.open()),
        new Source(FORMAT, null, file.uri(), ""),
        ChatMessages::trajectory);
  }

  private static Trajectory trajectory(JsonNode record, Source source) throws Unreadable {
    if (!record.has("messages")) {
      throw new Unreadable("the record has no messages");
    }
    ChatSteps chat =
        ChatSteps.of(record.path("messages"), (message, text) -> Fields.flag(message, "is_error"));
    Labels labels = labels(record);
    if (chat.steps().isEmpty() && labels.outcome() != Outcome.INFRA) {
      throw new Unreadable("the messages are empty");
    }
    String query = Fields.text(record, "query");
    String model = Fields.text(record, "model");
    Trajectory.Builder trajectory =
        Trajectory.of(source, taskId(record, chat))
            .session(either(record, "session_id", "id"))
            .trial(Fields.integer(record, "trial"))
            .principal(either(record, "principal_id", "user"))
            .models(model == null ? List.of() : List.of(model))
            .query(query == null ? chat.firstWords() : query)
            .steps(chat.steps())
            .finalAnswer(chat.lastWords())
            .outcome(labels.outcome(), labels.reward(), labels.said())
            .groundTruth(groundTruth(record))
            .between(Fields.time(record, "started_at"), Fields.time(record, "ended_at"));
    chat.diagnostics().forEach(trajectory::diagnostic);
    if (labels.said().isEmpty() && record.path("outcome").isTextual()) {
      trajectory.diagnostic("no outcome is called \"" + record.path("outcome").asText() + '"');
    }
    return trajectory.build();
  }

  /** Without an id, the first thing that the user says is the task. */
  private static String taskId(JsonNode record, ChatSteps chat) {
    String id = Fields.text(record, "task_id");
    return id == null ? FORMAT + "/" + ContentId.of(chat.firstWords()) : id;
  }

  private static @Nullable String either(JsonNode record, String first, String second) {
    String text = Fields.text(record, first);
    return text == null ? Fields.text(record, second) : text;
  }

  private static Labels labels(JsonNode record) {
    Double reward = Fields.number(record, "reward");
    String word = Fields.textOrEmpty(record, "outcome").toLowerCase(Locale.ROOT);
    return switch (word) {
      case "success" -> new Labels(Outcome.SUCCESS, reward, "outcome");
      case "failure" -> new Labels(Outcome.FAILURE, reward, "outcome");
      case "infra" -> new Labels(Outcome.INFRA, reward, "outcome");
      case "unknown" -> new Labels(Outcome.UNKNOWN, reward, "outcome");
      default ->
          reward == null
              ? new Labels(Outcome.UNKNOWN, null, "")
              : new Labels(reward >= 1 ? Outcome.SUCCESS : Outcome.FAILURE, reward, "reward");
    };
  }

  private static @Nullable GroundTruth groundTruth(JsonNode record) {
    JsonNode truth = record.path("ground_truth");
    String reason = Fields.text(record, "reason");
    if (!truth.isObject() && reason == null) {
      return null;
    }
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode call : truth.path("calls")) {
      calls.add(
          new ToolCall(
              "", Fields.textOrEmpty(call, "name"), Arguments.of(call.path("arguments")).json()));
    }
    List<String> outputs = new ArrayList<>();
    truth.path("outputs").forEach(output -> outputs.add(Content.text(output)));
    return new GroundTruth(calls, outputs, reason);
  }

  /** What the writer says about how it went. */
  private record Labels(Outcome outcome, @Nullable Double reward, String said) {}
}
