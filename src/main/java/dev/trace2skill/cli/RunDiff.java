package dev.trace2skill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Run.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How two runs differ: in code, conf and inputs, and in the lessons that they came to.
 *
 * @param code the versions of the program, where they differ
 * @param conf keys, dots between their parts
 * @param inputs tables, by the number of their last commit
 * @param lessons those whose status or support differs
 */
record RunDiff(
    List<Difference> code,
    List<Difference> conf,
    List<Difference> inputs,
    List<LessonChange> lessons) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Something that the runs have differently; a side is null where it is not there. */
  record Difference(String name, @Nullable String before, @Nullable String after) {}

  /**
   * What became of a lesson.
   *
   * @param what gained or lost when it came into the skill or went out of it, else changed
   * @param why in words
   */
  record LessonChange(String what, Lesson lesson, String why) {}

  RunDiff {
    code = List.copyOf(code);
    conf = List.copyOf(conf);
    inputs = List.copyOf(inputs);
    lessons = List.copyOf(lessons);
  }

  /**
   * Compares runs.
   *
   * @param lessonsBefore of the first run's consolidation; empty when it made none
   */
  static RunDiff of(Run before, Run after, List<Lesson> lessonsBefore, List<Lesson> lessonsAfter) {
    return new RunDiff(
        differences(
            Map.of("version", before.codeVersion()), Map.of("version", after.codeVersion())),
        differences(flat(before.conf()), flat(after.conf())),
        differences(versions(before), versions(after)),
        changes(byId(lessonsBefore), byId(lessonsAfter)));
  }

  boolean isEmpty() {
    return code.isEmpty() && conf.isEmpty() && inputs.isEmpty() && lessons.isEmpty();
  }

  private static List<Difference> differences(
      Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(name -> new Difference(name, before.get(name), after.get(name)))
        .filter(d -> !Objects.equals(d.before(), d.after()))
        .toList();
  }

  private static Map<String, String> versions(Run run) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (TableVersion input : run.inputs()) {
      versions.put(input.table(), Long.toString(input.version()));
    }
    return versions;
  }

  /** The leaves of a JSON object by their paths. */
  private static Map<String, String> flat(String json) {
    SortedMap<String, String> leaves = new TreeMap<>();
    try {
      flatten("", JSON.readTree(json), leaves);
    } catch (JsonProcessingException e) {
      leaves.put("conf", json);
    }
    return leaves;
  }

  private static void flatten(String path, JsonNode node, SortedMap<String, String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              e ->
                  flatten(
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), leaves));
    } else if (!node.isNull()) {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  private static SortedMap<String, Lesson> byId(List<Lesson> lessons) {
    SortedMap<String, Lesson> byId = new TreeMap<>();
    lessons.forEach(lesson -> byId.put(lesson.lessonId(), lesson));
    return byId;
  }

  private static List<LessonChange> changes(
      SortedMap<String, Lesson> before, SortedMap<String, Lesson> after) {
    TreeSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    List<LessonChange> changes = new ArrayList<>();
    for (String id : ids) {
      @Nullable Lesson was = before.get(id);
      @Nullable Lesson is = after.get(id);
      boolean gained = isIn(is) && !isIn(was);
      boolean lost = isIn(was) && !isIn(is);
      if (gained) {
        changes.add(new LessonChange("gained", Objects.requireNonNull(is), came(was, is)));
      } else if (lost) {
        changes.add(new LessonChange("lost", Objects.requireNonNull(was), went(was, is)));
      } else if (was != null && is != null && !said(was).equals(said(is))) {
        changes.add(new LessonChange("changed", is, said(was) + " before, " + said(is) + " now"));
      }
    }
    return changes;
  }

  private static boolean isIn(@Nullable Lesson lesson) {
    return lesson != null && lesson.status() == Status.ACCEPTED;
  }

  private static String came(@Nullable Lesson was, Lesson is) {
    return was == null
        ? "nobody said so before; %s now".formatted(runs(is))
        : "%s before; %s now".formatted(said(was), runs(is));
  }

  private static String went(Lesson was, @Nullable Lesson is) {
    return is == null
        ? "%s before; counted with another lesson, or nothing behind it any longer"
            .formatted(runs(was))
        : "%s before; %s now".formatted(runs(was), said(is));
  }

  private static String said(Lesson lesson) {
    return Words.of(lesson.status())
        + " with "
        + runs(lesson)
        + (lesson.reason() == null ? "" : " (" + lesson.reason() + ")");
  }

  private static String runs(Lesson lesson) {
    return "%d runs of %d tasks".formatted(lesson.trajectoryCount(), lesson.taskCount());
  }
}
