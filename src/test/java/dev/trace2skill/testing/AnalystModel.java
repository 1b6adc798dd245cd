package dev.trace2skill.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model that works as an analyst would, from what it is asked alone: the same request always gets
 * the same reply, so that it can stand behind a loopback server. It looks at the skill and the
 * ground truth, corrects the run, tries a patch, and finishes or drops.
 *
 * @param malformedShare of the requests that get a reply nobody can use, chosen by their hash
 */
public record AnalystModel(double malformedShare) implements Function<LLMRequest, LLMReply> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The name that it answers under. */
  public static final String NAME = "analyst-model";

  @Override
  public LLMReply apply(LLMRequest request) {
    String hash = ContentId.of(request.json());
    int lot = Integer.parseInt(hash.substring(0, 6), 16);
    if (lot < malformedShare * 0x1000000) {
      return malformed(request, lot % 3);
    }
    return request.answerSchema() == null ? talk(request) : answer(request);
  }

  private static LLMReply malformed(LLMRequest request, int kind) {
    if (request.answerSchema() != null) {
      return said(request, kind == 0 ? "Here is the lesson." : "{\"propose\": tru");
    }
    return switch (kind) {
      case 0 -> calls(request, List.of("try_patch", "{\"edits\": [{\"op\": \"append\","));
      case 1 -> calls(request, List.of("run_shell", "{\"command\": \"ls\"}"));
      default -> said(request, "The cause is clear: the agent was careless.");
    };
  }

  private static LLMReply talk(LLMRequest request) {
    List<ToolResult> results =
        request.messages().stream().flatMap(message -> message.toolResults().stream()).toList();
    String truth = last(results, "read_ground_truth");
    if (truth == null) {
      return calls(request, List.of("inspect_skill", "{}", "read_ground_truth", "{}"));
    }
    String difference = first(results, "diff_ground_truth");
    if (difference == null) {
      return calls(
          request, List.of("inspect_skill", "{\"file\": \"SKILL.md\"}", "diff_ground_truth", "{}"));
    }
    ShownRuns shown = ShownRuns.of(request.messages().get(0).text());
    return shown.isJudged()
        ? byEvaluator(request, results, new Repair(shown.run(), truth, difference))
        : byContrast(request, results, shown);
  }

  private static LLMReply byEvaluator(LLMRequest request, List<ToolResult> results, Repair repair) {
    String verdict = Objects.requireNonNull(last(results, "diff_ground_truth"));
    boolean tried =
        results.stream().filter(r -> r.tool().equals("diff_ground_truth") && usable(r)).count() > 1;
    if (!tried) {
      return repair.isPossible()
          ? calls(request, List.of("diff_ground_truth", repair.correction().toString()))
          : drop(request, "no_cause", "No single correction explains the failure.");
    }
    if (!verdict.contains("each value. The changed steps are")) {
      return drop(request, "unverified", "The correction was not accepted as a proof.");
    }
    return patch(request, results, repair.lesson(), repair.category(), repair.steps(), List.of());
  }

  private static LLMReply byContrast(
      LLMRequest request, List<ToolResult> results, ShownRuns shown) {
    ShownRuns.Called own = ShownRuns.firstOwn(shown.run(), shown.success());
    ShownRuns.Called other = ShownRuns.firstOwn(shown.success(), shown.run());
    if (own == null || other == null) {
      return drop(request, "no_cause", "Both runs do the same.");
    }
    String lesson =
        "- Before `%s`, do `%s` as far as the request needs it: what it tells decides the rest."
            .formatted(own.tool(), other.tool());
    return patch(
        request, results, lesson, "missing_step", List.of(own.step()), List.of(other.step()));
  }

  private static LLMReply patch(
      LLMRequest request,
      List<ToolResult> results,
      String lesson,
      String category,
      List<Integer> evidence,
      List<Integer> contrast) {
    ArrayNode edits = JSON.createArrayNode().add(edit(lesson));
    String tried = last(results, "try_patch");
    if (tried == null) {
      return calls(
          request, List.of("try_patch", JSON.createObjectNode().set("edits", edits).toString()));
    }
    if (!tried.startsWith("The edits pass")) {
      return drop(request, "known", "The lesson cannot be added to the skill.");
    }
    if (last(results, "finish") != null) {
      return drop(request, "unverified", "The finding was not taken.");
    }
    ObjectNode finish = claim(lesson, category, evidence, edits);
    finish.set("contrast_evidence", JSON.valueToTree(contrast));
    return calls(request, List.of("finish", finish.toString()));
  }

  private static ObjectNode edit(String lesson) {
    return JSON.createObjectNode()
        .put("op", "append")
        .put("file", "SKILL.md")
        .put("section", "Lessons")
        .put("text", lesson);
  }

  private static ObjectNode claim(
      String lesson, String category, List<Integer> evidence, ArrayNode edits) {
    ObjectNode claim =
        JSON.createObjectNode()
            .put("cause", "The agent did not keep to this: " + lesson.substring(2))
            .put("category", category)
            .put("generality", "domain");
    claim.set("evidence", JSON.valueToTree(evidence));
    claim.set("edits", edits);
    return claim;
  }

  /** The answer of an analyst that has one. */
  private static LLMReply answer(LLMRequest request) {
    ShownRuns shown = ShownRuns.of(request.messages().get(0).text());
    List<ShownRuns.Called> calls = shown.run();
    boolean success = Objects.requireNonNull(request.answerSchema()).contains("shortcuts");
    String lesson = calls.isEmpty() ? "- Answer." : lessonOf(calls);
    ArrayNode edits = JSON.createArrayNode();
    if (!calls.isEmpty()) {
      edits.add(edit(lesson).put("anchor", ""));
    }
    List<Integer> evidence = calls.stream().map(ShownRuns.Called::step).limit(1).toList();
    ObjectNode claim = claim(lesson, "missing_step", evidence, edits);
    claim.put("propose", !calls.isEmpty()).put("reason", calls.isEmpty() ? "no_cause" : "none");
    claim.set(success ? "shortcuts" : "contrast_evidence", JSON.createArrayNode());
    return said(request, claim.toString());
  }

  private static String lessonOf(List<ShownRuns.Called> calls) {
    return "- Begin with `%s`, and take the values of later calls from what it returns."
        .formatted(calls.get(0).tool());
  }

  private static LLMReply drop(LLMRequest request, String reason, String detail) {
    ObjectNode drop = JSON.createObjectNode().put("reason", reason).put("detail", detail);
    return calls(request, List.of("drop", drop.toString()));
  }

  private static @Nullable String first(List<ToolResult> results, String tool) {
    return results.stream()
        .filter(result -> result.tool().equals(tool) && usable(result))
        .map(ToolResult::content)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String last(List<ToolResult> results, String tool) {
    return results.stream()
        .filter(result -> result.tool().equals(tool) && usable(result))
        .map(ToolResult::content)
        .reduce((a, b) -> b)
        .orElse(null);
  }

  /** Not what a call gave that was malformed. */
  private static boolean usable(ToolResult result) {
    return !result.content().startsWith("Nothing was done:");
  }

  /** A reply with calls: names and arguments in turn. */
  private static LLMReply calls(LLMRequest request, List<String> calls) {
    List<ToolCall> made = new ArrayList<>();
    String talk = ContentId.of(request.json()).substring(0, 8);
    for (int i = 0; i < calls.size(); i += 2) {
      made.add(new ToolCall("call_" + talk + "_" + i, calls.get(i), calls.get(i + 1)));
    }
    return reply(request, "", made, Stop.TOOL_CALLS);
  }

  private static LLMReply said(LLMRequest request, String text) {
    return reply(request, text, List.of(), Stop.END);
  }

  private static LLMReply reply(LLMRequest request, String text, List<ToolCall> calls, Stop stop) {
    long asked = request.messages().stream().map(LLMMessage::text).mapToLong(String::length).sum();
    long written =
        text.length() + calls.stream().map(ToolCall::arguments).mapToLong(String::length).sum();
    Usage usage = new Usage(asked / 4 + 1, written / 4 + 1, null, null, null);
    return new LLMReply(text, calls, stop, usage, NAME, null);
  }
}
