package dev.trace2skill.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model can see of the runs in an analyst's first message.
 *
 * @param run calls of the run
 * @param success calls of the success that is shown beside it; none when there is none
 * @param isJudged whether an evaluator decides
 */
record ShownRuns(List<Called> run, List<Called> success, boolean isJudged) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern HEADING = Pattern.compile("#(\\d+) (?:agent|user|tool|system)\\b.*");
  private static final Pattern CALL = Pattern.compile("calls (\\S+) (.*)");

  /**
   * A call that is shown.
   *
   * @param place which call of its step, from 0
   * @param arguments null when they are shown in part
   */
  record Called(int step, int place, String tool, @Nullable ObjectNode arguments) {

    boolean same(Called other) {
      return tool.equals(other.tool) && arguments != null && arguments.equals(other.arguments);
    }
  }

  static ShownRuns of(String message) {
    return new ShownRuns(
        calls(between(message, "run-")),
        calls(between(message, "success-")),
        message.contains("An evaluator judges this task"));
  }

  /** The first call of one list that is not in another. */
  static @Nullable Called firstOwn(List<Called> calls, List<Called> others) {
    return calls.stream()
        .filter(call -> others.stream().noneMatch(call::same))
        .findFirst()
        .orElse(null);
  }

  private static String between(String message, String name) {
    Matcher start = Pattern.compile("<<<(" + name + "[0-9a-f]+)\\n").matcher(message);
    if (!start.find()) {
      return "";
    }
    return message.substring(start.end(), message.indexOf(start.group(1) + ">>>", start.end()));
  }

  private static List<Called> calls(String transcript) {
    List<Called> calls = new ArrayList<>();
    int step = -1;
    int place = 0;
    for (String line : transcript.lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      Matcher call = CALL.matcher(line);
      if (heading.matches()) {
        step = Integer.parseInt(heading.group(1));
        place = 0;
      } else if (call.matches() && step >= 0) {
        calls.add(new Called(step, place++, call.group(1), object(call.group(2))));
      }
    }
    return calls;
  }

  static @Nullable ObjectNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
