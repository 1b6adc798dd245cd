package dev.trace2skill.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Check;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.spi.JsonRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task as a JSON object says it.
 *
 * @param base the folder that paths start from
 */
record TaskObject(Members members, Place base) {

  private static final List<String> KEYS =
      List.of(
          "task_id",
          "query",
          "expected",
          "evaluator",
          "ground_truth",
          "inputs",
          "checks",
          "split",
          "tags");

  private static final List<String> CHECK_KEYS =
      List.of("evaluator", "target", "expected", "expected_file", "options");
  private static final List<String> INPUT_KEYS = List.of("path", "file", "content", "executable");

  /** Evaluators whose expected value is what a right answer says. */
  private static final Set<String> OF_VALUES = Set.of("exact", "text", "number");

  static TaskObject of(JsonNode object, Place base) throws Malformed {
    return new TaskObject(Members.of("the task", object, KEYS), base);
  }

  /**
   * The task.
   *
   * @param idOtherwise its id when it states none; null for a hash of what is asked
   */
  Task task(@Nullable String idOtherwise) throws Malformed {
    String query = members.needed("query");
    List<TaskInput> inputs = inputs();
    String id = members.text("task_id");
    if (id == null) {
      id = idOtherwise == null ? ContentId.of("task", query, inputs.toString()) : idOtherwise;
    }
    return new Task(
        id, query, groundTruth(), inputs, checks(), members.text("split"), members.texts("tags"));
  }

  boolean has(String key) {
    return members.has(key);
  }

  private @Nullable GroundTruth groundTruth() throws Malformed {
    List<ToolCall> calls = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    if (members.has("ground_truth")) {
      Members truth =
          Members.of("ground_truth", members.get("ground_truth"), List.of("calls", "outputs"));
      for (JsonNode call : truth.list("calls")) {
        Members made = Members.of("a call", call, List.of("tool", "arguments"));
        JsonNode arguments = made.get("arguments");
        calls.add(
            new ToolCall(
                "",
                made.needed("tool"),
                arguments.isObject() ? JsonRecords.text(arguments) : "{}"));
      }
      outputs.addAll(truth.texts("outputs"));
    }
    String expected = members.value("expected");
    String evaluator = members.text("evaluator");
    if (expected != null && (evaluator == null || OF_VALUES.contains(evaluator))) {
      outputs.add(expected);
    }
    return calls.isEmpty() && outputs.isEmpty() ? null : new GroundTruth(calls, outputs, null);
  }

  private List<Check> checks() throws Malformed {
    List<Check> checks = new ArrayList<>();
    String expected = members.value("expected");
    String evaluator = members.text("evaluator");
    if (evaluator != null && expected == null) {
      throw new Malformed("the task has an 'evaluator' and nothing 'expected'");
    }
    if (evaluator != null) {
      checks.add(Check.answer(evaluator, expected));
    }
    for (JsonNode check : members.list("checks")) {
      checks.add(check(Members.of("a check", check, CHECK_KEYS)));
    }
    return checks;
  }

  private Check check(Members check) throws Malformed {
    String target = check.text("target");
    String expected = check.value("expected");
    String file = check.text("expected_file");
    if (expected != null && file != null) {
      throw new Malformed("a check has both 'expected' and 'expected_file'");
    }
    JsonNode options = check.get("options");
    if (check.has("options") && !options.isObject()) {
      throw new Malformed("a check: 'options' must be an object");
    }
    try {
      return new Check(
          check.needed("evaluator"),
          target == null ? "" : target,
          expected,
          file == null ? null : there(file).uri(),
          check.has("options") ? JsonRecords.text(options) : "{}");
    } catch (IllegalArgumentException e) {
      throw new Malformed("a check: " + e.getMessage());
    }
  }

  private List<TaskInput> inputs() throws Malformed {
    List<TaskInput> inputs = new ArrayList<>();
    for (JsonNode input : members.list("inputs")) {
      try {
        inputs.add(
            input.isTextual()
                ? input(input.textValue(), input.textValue())
                : input(Members.of("an input", input, INPUT_KEYS)));
      } catch (IllegalArgumentException e) {
        throw new Malformed("an input: " + e.getMessage());
      }
    }
    return inputs;
  }

  private TaskInput input(Members input) throws Malformed {
    String path = input.text("path");
    String file = input.text("file");
    String content = input.value("content");
    boolean executable = input.flag("executable");
    if (file != null && content != null) {
      throw new Malformed("an input has both 'file' and 'content'");
    }
    if (file != null) {
      TaskInput copied = input(path == null ? file : path, file);
      return new TaskInput(copied.path(), copied.uri(), null, executable || copied.executable());
    }
    return new TaskInput(input.needed("path"), null, content, executable);
  }

  private TaskInput input(String path, String file) throws Malformed {
    Place place = there(file);
    return new TaskInput(path, place.uri(), null, place.executable());
  }

  private Place there(String file) throws Malformed {
    return base.find(file)
        .orElseThrow(() -> new Malformed("no such file or folder: " + file + " in " + base.uri()));
  }
}
