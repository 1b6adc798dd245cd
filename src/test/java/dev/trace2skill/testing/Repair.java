package dev.trace2skill.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.testing.ShownRuns.Called;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The correction of a run that the differences ask for which an evaluator named. */
final class Repair {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WRONG =
      Pattern.compile("- (\\S+): (\\S+) is (.+) and should be (.+)");
  private static final Pattern MISSING = Pattern.compile("- not called: (\\S+) (\\{.*)");
  private static final Pattern NEEDLESS =
      Pattern.compile("- (?:not to be called|called once too often): (\\S+) (\\{.*)");
  private static final Pattern UNSAID =
      Pattern.compile("- (?:not said|not answered|answered .* instead of):? (.+)");

  private final List<Called> calls;
  private final ArrayNode changes = JSON.createArrayNode();
  private final Set<Integer> steps = new TreeSet<>();
  private final Set<String> used = new HashSet<>();
  private final List<String> unsaid = new ArrayList<>();
  private final Set<String> lessons = new TreeSet<>();
  private String category = "other";
  private boolean possible = true;

  Repair(List<Called> calls, String truth, String differences) {
    this.calls = calls;
    differences.lines().forEach(this::take);
    if (!unsaid.isEmpty()) {
      category = "wrong_format";
      lessons.add("Say every value that was asked for in the last message.");
      unsaid.clear();
      boolean values = false;
      for (String line : truth.lines().toList()) {
        values = line.startsWith("- ") ? values : line.startsWith("A right answer has");
        if (values && line.startsWith("- ")) {
          unsaid.add(line.substring(2));
        }
      }
    }
  }

  private void take(String line) {
    Matcher wrong = WRONG.matcher(line);
    Matcher missing = MISSING.matcher(line);
    Matcher needless = NEEDLESS.matcher(line);
    Matcher said = UNSAID.matcher(line);
    if (wrong.matches()) {
      replace(wrong.group(1), wrong.group(2), wrong.group(3), wrong.group(4));
    } else if (missing.matches()) {
      insert(missing.group(1), ShownRuns.object(missing.group(2)));
    } else if (needless.matches()) {
      remove(needless.group(1), ShownRuns.object(needless.group(2)));
    } else if (said.matches()) {
      unsaid.add(said.group(1));
    }
  }

  private void replace(String tool, String argument, String is, String should) {
    category = "wrong_arguments";
    lessons.add(
        "Before `%s`, compare `%s` with what the user asked for and what the tools returned."
            .formatted(tool, argument));
    JsonNode value = value(should);
    for (Called call : calls) {
      ObjectNode arguments = call.arguments();
      if (call.tool().equals(tool)
          && arguments != null
          && arguments.path(argument).toString().equals(is.equals("missing") ? "" : is)) {
        ObjectNode change = changed(call, arguments);
        if (value == null) {
          ((ObjectNode) change.path("arguments")).remove(argument);
        } else {
          ((ObjectNode) change.path("arguments")).set(argument, value);
        }
        return;
      }
    }
    possible = false;
  }

  /** The change of a call that other differences may have begun. */
  private ObjectNode changed(Called call, ObjectNode arguments) {
    for (JsonNode change : changes) {
      if (change.path("step").asInt() == call.step()
          && change.path("call").asInt() == call.place()
          && change.path("action").asText().equals("replace_arguments")) {
        return (ObjectNode) change;
      }
    }
    ObjectNode change = change(call, "replace_arguments");
    change.set("arguments", arguments.deepCopy());
    return change;
  }

  private void insert(String tool, @Nullable ObjectNode arguments) {
    category = "missing_step";
    lessons.add("Do not end before `%s` is done where the request needs it.".formatted(tool));
    if (calls.isEmpty() || arguments == null) {
      possible = false;
      return;
    }
    ObjectNode change = change(calls.get(calls.size() - 1), "insert_after");
    change.put("tool", tool).set("arguments", arguments);
  }

  private void remove(String tool, @Nullable ObjectNode arguments) {
    category = category.equals("other") ? "needless_step" : category;
    lessons.add("Use `%s` only where the request and the rules ask for it.".formatted(tool));
    for (Called call : calls) {
      if (call.same(new Called(0, 0, tool, arguments))
          && used.add(call.step() + "/" + call.place())) {
        change(call, "remove");
        return;
      }
    }
    possible = false;
  }

  private ObjectNode change(Called call, String action) {
    steps.add(call.step());
    return changes
        .addObject()
        .put("step", call.step())
        .put("call", call.place())
        .put("action", action);
  }

  private static @Nullable JsonNode value(String json) {
    try {
      return json.equals("missing") ? null : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  boolean isPossible() {
    return possible && (!changes.isEmpty() || !unsaid.isEmpty()) && changes.size() <= 20;
  }

  ObjectNode correction() {
    ObjectNode correction = JSON.createObjectNode();
    if (!changes.isEmpty()) {
      correction.set("calls", changes);
    }
    if (!unsaid.isEmpty()) {
      correction.put("answer", "It comes to this: " + String.join(", ", unsaid));
    }
    return correction;
  }

  String lesson() {
    return "- " + lessons.iterator().next();
  }

  String category() {
    return category;
  }

  List<Integer> steps() {
    return List.copyOf(steps);
  }
}
