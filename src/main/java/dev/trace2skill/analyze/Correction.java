package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Evaluator.Output;
import dev.trace2skill.spi.Outputs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run would have come to with some of its calls or its answer changed. It is built from the
 * run's own calls, so that nothing but the named changes can differ.
 *
 * @param output what the corrected run comes to
 * @param steps steps whose calls or words are changed, where the change makes a difference
 * @param introduced values that the changes bring in, each with its place
 * @param problems why it cannot be applied; empty when it can
 */
record Correction(
    Output output, Set<Integer> steps, List<Introduced> introduced, List<String> problems) {

  /** A value that was not in the call that it is brought into. */
  record Introduced(String place, JsonNode value) {}

  /** Puts a correction together; of no use afterwards. */
  private static final class Builder {
    private final Trajectory run;
    private final Set<String> failed;
    private final List<List<ToolCall>> calls = new ArrayList<>();
    private final Set<Integer> steps = new TreeSet<>();
    private final List<Introduced> introduced = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Builder(Trajectory run) {
      this.run = run;
      this.failed = Outputs.failed(run);
    }
  }

  static Correction of(Trajectory run, Output own, List<Change> changes, String answer) {
    Builder b = new Builder(run);
    Set<String> places = new HashSet<>();
    for (Change change : changes) {
      check(b, change, places);
    }
    for (int i = 0; b.problems.isEmpty() && i < run.steps().size(); i++) {
      b.calls.add(corrected(b, i, changes));
    }
    List<String> said = new ArrayList<>(own.said());
    if (!answer.isBlank() && !answer.strip().equals(own.answer().strip())) {
      answer(b, said, answer);
    }
    List<ToolCall> calls = b.calls.stream().flatMap(List::stream).toList();
    String last = said.isEmpty() ? "" : said.get(said.size() - 1);
    return new Correction(new Output(calls, last, said), b.steps, b.introduced, b.problems);
  }

  private static void check(Builder b, Change change, Set<String> places) {
    int steps = b.run.steps().size();
    if (change.step() >= steps) {
      b.problems.add("there is no step %d; the last one is %d".formatted(change.step(), steps - 1));
      return;
    }
    int calls = b.run.steps().get(change.step()).toolCalls().size();
    boolean insertion = change.action() == Change.Action.INSERT_AFTER;
    if (change.call() >= Math.max(calls, insertion ? 1 : 0)) {
      b.problems.add("there is no %s; the step has %d calls".formatted(change.place(), calls));
    }
    if (!insertion && !places.add(change.place())) {
      b.problems.add(change.place() + " is changed twice");
    }
    if (insertion && change.tool().isBlank()) {
      b.problems.add(change.place() + ": insert_after needs a tool");
    }
    if (!insertion && !change.tool().isBlank()) {
      b.problems.add(change.place() + ": tool is for insert_after only; remove and insert instead");
    }
    if (change.arguments().isMissingNode() != (change.action() == Change.Action.REMOVE)) {
      b.problems.add(
          "%s: %s %s arguments"
              .formatted(
                  change.place(),
                  change.action().name().toLowerCase(Locale.ROOT),
                  change.arguments().isMissingNode() ? "needs" : "takes no"));
    }
  }

  private static List<ToolCall> corrected(Builder b, int step, List<Change> changes) {
    Step made = b.run.steps().get(step);
    List<ToolCall> calls = new ArrayList<>();
    for (int i = 0; i < Math.max(1, made.toolCalls().size()); i++) {
      ToolCall own = i < made.toolCalls().size() ? made.toolCalls().get(i) : null;
      if (own != null) {
        kept(b, step, i, own, changes).ifPresent(calls::add);
      }
      for (Change change : changes) {
        if (change.step() == step
            && change.call() == i
            && change.action() == Change.Action.INSERT_AFTER) {
          b.steps.add(step);
          JsonText.leaves(change.arguments()).forEach(leaf -> introduce(b, change, leaf));
          calls.add(new ToolCall("", change.tool(), change.arguments().toString()));
        }
      }
    }
    return calls;
  }

  /** A call as it was, replaced or removed. */
  private static Optional<ToolCall> kept(
      Builder b, int step, int place, ToolCall own, List<Change> changes) {
    boolean failed = b.failed.contains(own.callId());
    for (Change change : changes) {
      if (change.step() != step
          || change.call() != place
          || change.action() == Change.Action.INSERT_AFTER) {
        continue;
      }
      if (change.action() == Change.Action.REMOVE) {
        b.steps.addAll(failed ? Set.of() : Set.of(step));
        return Optional.empty();
      }
      ToolCall other = new ToolCall(own.callId(), own.tool(), change.arguments().toString());
      if (!canonical(other).equals(canonical(own))) {
        b.steps.add(step);
        introduce(b, change, own);
        return Optional.of(other);
      }
    }
    return failed ? Optional.empty() : Optional.of(own);
  }

  private static void introduce(Builder b, Change change, ToolCall own) {
    List<String> before =
        JsonText.parsed(own.arguments()).map(JsonText::leaves).orElse(List.of()).stream()
            .map(Action::canonical)
            .toList();
    for (JsonNode leaf : JsonText.leaves(change.arguments())) {
      if (!before.contains(Action.canonical(leaf))) {
        introduce(b, change, leaf);
      }
    }
  }

  private static void introduce(Builder b, Change change, JsonNode leaf) {
    b.introduced.add(new Introduced(change.place(), leaf));
  }

  /** The last words are given in the last step in which the agent speaks. */
  private static void answer(Builder b, List<String> said, String answer) {
    for (int i = b.run.steps().size() - 1; i >= 0; i--) {
      Step step = b.run.steps().get(i);
      if (step.actor() == Actor.AGENT && step.agentPath().isEmpty()) {
        b.steps.add(i);
        break;
      }
    }
    if (!said.isEmpty()) {
      said.remove(said.size() - 1);
    }
    said.add(answer);
  }

  /** Whether the corrected run comes to anything else than the run did. */
  boolean changesNothing(Output own) {
    return output.answer().strip().equals(own.answer().strip())
        && canonical(output.calls()).equals(canonical(own.calls()));
  }

  static List<String> canonical(List<ToolCall> calls) {
    return calls.stream().map(Correction::canonical).toList();
  }

  static String canonical(ToolCall call) {
    return call.tool()
        + " "
        + JsonText.parsed(call.arguments()).map(Action::canonical).orElse(call.arguments());
  }
}
