package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a run did, seen through its tool calls: the features that trials of one task differ in. */
final class Behaviours {

  private final List<Action> actions;
  private final Set<String> knownValues;
  private final Map<String, Feature> found = new TreeMap<>();

  private Behaviours(List<Action> actions, Set<String> knownValues) {
    this.actions = actions;
    this.knownValues = knownValues;
  }

  static List<Feature> of(Trajectory trajectory, List<Action> actions) {
    Behaviours behaviours = new Behaviours(actions, knownValues(trajectory));
    behaviours.order();
    behaviours.arguments();
    behaviours.errors();
    behaviours.repetitions();
    return List.copyOf(behaviours.found.values());
  }

  private void order() {
    Map<String, Action> first = new LinkedHashMap<>();
    Map<String, Action> last = new LinkedHashMap<>();
    Map<String, Integer> firstAt = new TreeMap<>();
    Map<String, Integer> lastAt = new TreeMap<>();
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      first.putIfAbsent(action.tool(), action);
      firstAt.putIfAbsent(action.tool(), i);
      last.put(action.tool(), action);
      lastAt.put(action.tool(), i);
    }
    first.forEach((tool, action) -> note("called:" + tool, action));
    for (String a : first.keySet()) {
      for (String b : first.keySet()) {
        if (firstAt.get(a) < firstAt.get(b)) {
          note("before:" + a + ">" + b, first.get(a), first.get(b));
        }
        if (lastAt.get(a) < lastAt.get(b)) {
          note("follows:" + a + ">" + b, last.get(a), last.get(b));
        }
      }
    }
    if (!actions.isEmpty()) {
      Action end = actions.get(actions.size() - 1);
      note("last:" + end.tool(), end);
    }
  }

  private void arguments() {
    Map<String, String> seen = new TreeMap<>();
    for (Action action : actions) {
      for (Map.Entry<String, JsonNode> argument : action.arguments().properties()) {
        JsonNode value = argument.getValue();
        String name = action.tool() + "." + argument.getKey();
        if (value.isNull()) {
          continue;
        }
        note("argument:" + name, action);
        Masks.shape(value)
            .ifPresent(shape -> noteShape("argument:" + name + "=" + shape, value, action));
        String before = seen.putIfAbsent(name, Action.canonical(value));
        if (before != null && !before.equals(Action.canonical(value))) {
          note("varied:" + name, action);
        }
      }
    }
  }

  private void noteShape(String key, JsonNode value, Action action) {
    boolean revealing =
        Masks.spellsOut(value) && knownValues.contains(Masks.bare(value.textValue()));
    found.merge(
        key,
        new Feature(Family.WITHIN_TASK, key, List.of(action.stepIndex()), revealing),
        (a, b) -> new Feature(a.family(), key, a.steps(), a.revealing() || b.revealing()));
  }

  private void errors() {
    Map<String, Action> lastOf = new TreeMap<>();
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      lastOf.put(action.tool(), action);
      if (!action.failed() || action.result() == null) {
        continue;
      }
      String plain = action.tool();
      String exact = plain + "=" + Masks.template(action.result().content(), action.arguments());
      Action next = i + 1 < actions.size() ? actions.get(i + 1) : null;
      String recovery =
          next == null
              ? "nothing"
              : next.repeats(action)
                  ? "same call"
                  : next.tool().equals(action.tool()) ? "other arguments" : next.tool();
      note("error:" + plain, action);
      note("error:" + exact, action);
      note("recovery:" + plain + ">" + recovery, action);
      note("recovery:" + exact + ">" + recovery, action);
    }
    lastOf.values().stream().filter(Action::failed).forEach(a -> note("unresolved:" + a.tool(), a));
  }

  private void repetitions() {
    Set<String> seen = new HashSet<>();
    for (Action action : actions) {
      if (!seen.add(action.tool() + Action.canonical(action.arguments()))) {
        note("repeated:" + action.tool(), action);
      }
    }
  }

  private void note(String key, Action... shown) {
    List<Integer> steps = new ArrayList<>();
    for (Action action : shown) {
      if (!steps.contains(action.stepIndex())) {
        steps.add(action.stepIndex());
      }
    }
    found.putIfAbsent(key, new Feature(Family.WITHIN_TASK, key, steps, false));
  }

  /** The words of every value in the ground truth. */
  private static Set<String> knownValues(Trajectory trajectory) {
    Set<String> words = new HashSet<>();
    if (trajectory.groundTruth() != null) {
      for (ToolCall call : trajectory.groundTruth().calls()) {
        Action.expected(List.of(call)).forEach(a -> Masks.words(a.arguments(), words));
      }
      for (String output : trajectory.groundTruth().outputs()) {
        words.add(Masks.bare(output));
      }
    }
    return words;
  }
}
