package dev.trace2skill.consolidate.merge.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.consolidate.merge.Group;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Made-up lessons of which some say the same in other words, and a model that knows which: it goes
 * by the tool that a lesson names.
 */
public final class Topics {

  /** The skill that the lessons are for. */
  public static final Skill BASE =
      Skill.of(
          Map.of(
              Skill.MAIN_FILE,
              "---\nname: desk\ndescription: Serves customers.\n---\n\n# Desk\n\n## Checks\n"));

  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern TOOL = Pattern.compile("`([^`]+)`");

  private static final List<String> WORDINGS =
      List.of(
          "- Run `%s` before anything is changed.",
          "- Start every change with a call of `%s`.",
          "- First comes `%s`; only then may orders, seats or payments be touched.",
          "- An agent that wants to modify a record has to ask `%s` beforehand.");

  private Topics() {}

  /**
   * Lessons, each of one edit.
   *
   * @param distinct of them say different things
   */
  public static List<Group> lessons(int count, int distinct) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              String wording = WORDINGS.get(i / distinct % WORDINGS.size());
              String text = wording.formatted(tool(i % distinct));
              String id = ContentId.of("lesson", Integer.toString(i));
              Edit edit = Edit.append(Skill.MAIN_FILE, "Checks", text);
              return new Group(id, edit, 1 + i % 7, 1, List.of());
            })
        .toList();
  }

  private static String tool(int topic) {
    return "check_" + ContentId.of("topic", Integer.toString(topic)).substring(0, 6);
  }

  /** What the model answers to a question: all sets of lessons that name the same tool. */
  public static String answer(String question) {
    Map<String, List<String>> byTool = new TreeMap<>();
    for (String line : question.lines().filter(l -> l.startsWith("{")).toList()) {
      JsonNode lesson = parsed(line);
      Matcher tool = TOOL.matcher(lesson.path("text").asText());
      if (tool.find()) {
        byTool
            .computeIfAbsent(tool.group(1), t -> new ArrayList<>())
            .add(lesson.path("id").asText());
      }
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode equal = answer.putArray("equal");
    answer.putArray("wordings");
    answer.putArray("contradictions");
    for (List<String> ids : byTool.values()) {
      if (ids.size() > 1) {
        ArrayNode set = equal.addObject().putArray("ids");
        ids.forEach(set::add);
      }
    }
    return answer.toString();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no lesson: " + line, e);
    }
  }
}
