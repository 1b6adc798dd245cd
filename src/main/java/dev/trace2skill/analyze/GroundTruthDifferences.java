package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.model.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what a run did with what its task expects, tool by tool: calls that agree in full are
 * matched first, whatever their order; the rest are paired in order, and differ in arguments.
 */
final class GroundTruthDifferences {

  private GroundTruthDifferences() {}

  /** The differences; none when the trajectory has no expected calls. */
  static List<Feature> of(Trajectory trajectory, List<Action> made) {
    if (trajectory.groundTruth() == null || trajectory.groundTruth().calls().isEmpty()) {
      return List.of();
    }
    List<Action> expected = Action.expected(trajectory.groundTruth().calls());
    int lastStep = trajectory.steps().size() - 1;
    Set<String> tools = new TreeSet<>();
    made.forEach(a -> tools.add(a.tool()));
    expected.forEach(a -> tools.add(a.tool()));
    Map<String, Feature> found = new TreeMap<>();
    for (String tool : tools) {
      compare(tool, called(made, tool), called(expected, tool), lastStep, found);
    }
    return List.copyOf(found.values());
  }

  private static void compare(
      String tool,
      List<Action> made,
      List<Action> expected,
      int lastStep,
      Map<String, Feature> found) {
    if (expected.isEmpty()) {
      note(found, "extra:" + tool, made.get(0).stepIndex());
      return;
    }
    List<Action> unmatched = new ArrayList<>(made);
    List<Action> wanted = new ArrayList<>();
    for (Action want : expected) {
      int same = indexOfRepeat(unmatched, want);
      if (same >= 0) {
        unmatched.remove(same);
      } else {
        wanted.add(want);
      }
    }
    int pairs = Math.min(unmatched.size(), wanted.size());
    for (int i = 0; i < pairs; i++) {
      for (String argument : differing(unmatched.get(i).arguments(), wanted.get(i).arguments())) {
        note(found, "wrong:" + tool + "." + argument, unmatched.get(i).stepIndex());
      }
    }
    if (wanted.size() > pairs) {
      note(found, "missing:" + tool, lastStep);
    }
  }

  private static int indexOfRepeat(List<Action> actions, Action wanted) {
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i).repeats(wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static Set<String> differing(JsonNode made, JsonNode wanted) {
    Set<String> names = new TreeSet<>();
    made.fieldNames().forEachRemaining(names::add);
    wanted.fieldNames().forEachRemaining(names::add);
    names.removeIf(n -> Action.canonical(made.path(n)).equals(Action.canonical(wanted.path(n))));
    return names;
  }

  private static List<Action> called(List<Action> actions, String tool) {
    return actions.stream().filter(a -> a.tool().equals(tool)).toList();
  }

  private static void note(Map<String, Feature> found, String key, int step) {
    found.putIfAbsent(
        key,
        new Feature(
            Family.GROUND_TRUTH, key, Feature.ANY, step < 0 ? List.of() : List.of(step), false));
  }
}
