package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a run did, seen through its tool calls: the features that trials of one task differ in. */
final class Behaviours {

  /** Orders are pairs: of a run that calls more tools than this, only the first ones are paired. */
  private static final int MOST_ORDERED_TOOLS = 60;

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
    Map<String, Integer> firstAt = new TreeMap<>();
    Map<String, Integer> lastAt = new TreeMap<>();
    for (int i = 0; i < actions.size(); i++) {
      firstAt.putIfAbsent(actions.get(i).tool(), i);
      lastAt.put(actions.get(i).tool(), i);
    }
    note(Feature.ANY, null);
    firstAt.forEach((tool, at) -> note("called:" + tool, Feature.ANY, actions.get(at)));
    List<String> ordered =
        firstAt.keySet().stream()
            .sorted(Comparator.comparing(firstAt::get))
            .limit(MOST_ORDERED_TOOLS)
            .toList();
    for (String a : ordered) {
      for (String b : ordered) {
        if (a.equals(b)) {
          continue;
        }
        String both = "both:" + (a.compareTo(b) < 0 ? a + "+" + b : b + "+" + a);
        note(both, null);
        if (firstAt.get(a) < firstAt.get(b)) {
          note(
              "before:" + a + ">" + b,
              both,
              actions.get(firstAt.get(a)),
              actions.get(firstAt.get(b)));
        }
        if (lastAt.get(a) < lastAt.get(b)) {
          note(
              "follows:" + a + ">" + b,
              both,
              actions.get(lastAt.get(a)),
              actions.get(lastAt.get(b)));
        }
      }
    }
    if (!actions.isEmpty()) {
      Action end = actions.get(actions.size() - 1);
      note("last:" + end.tool(), Feature.ANY, end);
    }
  }

  private void arguments() {
    Map<String, Set<String>> seen = new TreeMap<>();
    Map<String, Set<String>> names = new TreeMap<>();
    for (Action action : actions) {
      names.computeIfAbsent(action.tool(), t -> new TreeSet<>());
      action.arguments().fieldNames().forEachRemaining(names.get(action.tool())::add);
    }
    for (Action action : actions) {
      String called = "called:" + action.tool();
      for (String argument : names.get(action.tool())) {
        JsonNode value = action.arguments().path(argument);
        String name = action.tool() + "." + argument;
        Set<String> values = seen.computeIfAbsent(name, n -> new HashSet<>());
        // An argument left out is a value too: the first page often has no number.
        if (values.add(Action.canonical(value)) && values.size() == 2) {
          note("varied:" + name, called, action);
        }
        if (!value.isMissingNode() && !value.isNull()) {
          note("argument:" + name, called, action);
          Masks.shape(value).ifPresent(shape -> noteShape(name + "=" + shape, value, action));
        }
      }
    }
  }

  private void noteShape(String subject, JsonNode value, Action action) {
    String key = "argument:" + subject;
    boolean revealing =
        Masks.spellsOut(value) && knownValues.contains(Masks.bare(value.textValue()));
    found.merge(
        key,
        new Feature(
            Family.WITHIN_TASK,
            key,
            "called:" + action.tool(),
            List.of(action.stepIndex()),
            revealing),
        (a, b) -> a.revealing() || !b.revealing() ? a : b);
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
      String next = reaction(action, i + 1 < actions.size() ? actions.get(i + 1) : null);
      note("error:" + plain, "called:" + plain, action);
      note("error:" + exact, "called:" + plain, action);
      note("recovery:" + plain + ">" + next, "error:" + plain, action);
      note("recovery:" + exact + ">" + next, "error:" + exact, action);
    }
    lastOf.values().stream()
        .filter(Action::failed)
        .forEach(a -> note("unresolved:" + a.tool(), "error:" + a.tool(), a));
  }

  private static String reaction(Action failed, @Nullable Action next) {
    if (next == null) {
      return "nothing";
    }
    if (next.repeats(failed)) {
      return "same call";
    }
    return next.tool().equals(failed.tool()) ? "other arguments" : next.tool();
  }

  private void repetitions() {
    Set<String> seen = new HashSet<>();
    for (Action action : actions) {
      if (!seen.add(action.tool() + Action.canonical(action.arguments()))) {
        note("repeated:" + action.tool(), "called:" + action.tool(), action);
      }
    }
  }

  private void note(String key, @Nullable String condition, Action... shown) {
    List<Integer> steps = new ArrayList<>();
    for (Action action : shown) {
      if (!steps.contains(action.stepIndex())) {
        steps.add(action.stepIndex());
      }
    }
    found.putIfAbsent(key, new Feature(Family.WITHIN_TASK, key, condition, steps, false));
  }

  /** The words of every value in the ground truth. */
  private static Set<String> knownValues(Trajectory trajectory) {
    Set<String> words = new HashSet<>();
    if (trajectory.groundTruth() != null) {
      for (ToolCall call : trajectory.groundTruth().calls()) {
        Action.expected(List.of(call)).forEach(a -> Masks.words(a.arguments(), words));
      }
      for (String output : trajectory.groundTruth().outputs()) {
        Masks.words(output, words);
      }
    }
    return words;
  }
}
