package dev.trace2skill.cli;

import dev.trace2skill.gate.GateStage.Planned;
import dev.trace2skill.gate.Leak;
import dev.trace2skill.gate.Part;
import dev.trace2skill.gate.Phrases;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Plan;
import dev.trace2skill.model.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a gate of rollouts tells the user. */
record GateReport(Job job) {

  /** Tasks that are named when they go worse. */
  private static final int MOST_NAMED = 10;

  private static final List<String> NUMBERS =
      List.of(
          "tasks", "runs", "before", "after", "points", "95 % interval", "better", "worse", "p");

  /** What is decided before the first run. */
  void announce(Planned planned, Part part, boolean noise) {
    Plan plan = planned.plan();
    if (!planned.leaks().isEmpty()) {
      Leak first = planned.leaks().get(0);
      job.say(
          "%d held-out tasks are left out: they say nearly the same as one that is learnt from, such"
              + " as %s and %s (likeness %.2f).",
          planned.leaks().size(), first.heldOutId(), first.learntId(), first.likeness());
    }
    if (planned.sharedPrincipals() > 0) {
      job.say(
          "%d users or tenants have runs on both sides of the split; what is theirs alone may leak.",
          planned.sharedPrincipals());
    }
    if (plan.taskCount() == 0) {
      throw new UserError(
          "no task in %s is held out for %s: import tasks, or set gate.split"
              .formatted(job.warehouse().path(), Words.of(part)));
    }
    job.say(
        "Gate, before the first run: %d %s tasks, %d run%s of each with the base and with the"
            + " version%s. Accepted is what is better at an error rate of %s %%, by at least %s."
            + " With power %.0f %% these tasks show %s; to show %s takes up to %,d tasks.",
        plan.taskCount(),
        part == Part.SEALED ? "sealed" : "held-out",
        plan.trialCount(),
        plan.trialCount() == 1 ? "" : "s",
        noise ? ", and as many more with the base for the noise" : "",
        String.format(Locale.ROOT, "%.1f", 100 * plan.alpha()),
        Phrases.points(plan.requiredEffect()),
        100 * plan.power(),
        Phrases.points(plan.detectableEffect()),
        Phrases.points(plan.requiredEffect()),
        plan.neededTaskCount());
  }

  /** A verdict with its numbers. */
  void tell(Verdict verdict) {
    @Nullable Comparison result = verdict.result();
    if (result != null) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(row("version against base", result));
      if (verdict.noise() != null) {
        rows.add(row("base against itself", verdict.noise()));
      }
      TextTable.print(
          job.out(),
          Stream.concat(Stream.of("held-out tasks"), NUMBERS.stream()).toList(),
          rows,
          40);
      List<String> worse =
          verdict.tasks().stream().filter(t -> t.effect() < 0).map(t -> t.taskId()).toList();
      job.say(
          "Tasks that go worse: %s.",
          worse.isEmpty()
              ? "none"
              : worse.size() <= MOST_NAMED
                  ? String.join(", ", worse)
                  : String.join(", ", worse.subList(0, MOST_NAMED))
                      + " and %d more".formatted(worse.size() - MOST_NAMED));
    }
    job.count("gate " + Words.of(verdict.decision()), 1);
    job.say(
        "Verdict for %s: %s; %s.", verdict.cell(), Words.of(verdict.decision()), verdict.reason());
  }

  private static List<String> row(String what, Comparison c) {
    return Stream.concat(Stream.of(what), numbers(c).stream()).toList();
  }

  private static List<String> numbers(Comparison c) {
    return List.of(
        Long.toString(c.taskCount()),
        Long.toString(c.pairCount()),
        percent(c.baseRate()),
        percent(c.versionRate()),
        String.format(Locale.ROOT, "%+.0f", 100 * c.effect()),
        String.format(Locale.ROOT, "%+.0f to %+.0f", 100 * c.low(), 100 * c.high()),
        Long.toString(c.winCount()),
        Long.toString(c.lossCount()),
        c.pValue() < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", c.pValue()));
  }

  /** A share as people read it. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** The same version with every agent, a row each. */
  void matrix(List<Verdict> verdicts) {
    List<List<String>> rows = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      @Nullable Comparison c = verdict.result();
      rows.add(
          Stream.concat(
                  Stream.of(verdict.cell(), Words.of(verdict.decision())),
                  c == null ? NUMBERS.stream().map(n -> "") : numbers(c).stream())
              .toList());
    }
    List<String> header = new ArrayList<>(List.of("agent", "verdict"));
    header.addAll(NUMBERS);
    TextTable.print(job.out(), header, rows, 40);
  }
}
