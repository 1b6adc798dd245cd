package dev.trace2skill.gate;

import dev.trace2skill.model.Trial;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.model.Verdict.Interval;
import dev.trace2skill.model.Verdict.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks be tried with the base and with a version, part by part, until it can be told which is
 * better or all tasks are used up. Knows nothing of Spark, nor of who tries them.
 *
 * @param seeds how many seeds each trial is made with
 */
public record Gatekeeper(GateSettings settings, int seeds) {

  /** Number of the base among the skills that are tried. */
  public static final int BASE = 0;

  /** Number of the version. */
  public static final int VERSION = 1;

  /** What is known before the first run, to be told before it. */
  public Plan plan(long tasks) {
    return Planning.of(settings, tasks, settings.trials() * seeds);
  }

  /**
   * Runs of a task with the base and each seed: those of the version, and as many for the noise.
   */
  public int baseTrials() {
    return settings.trials() * (settings.noise() ? 2 : 1);
  }

  /**
   * Comes to a decision.
   *
   * @param tasks in the order in which they are used
   */
  public Ruling judge(List<HeldOut> tasks, Trials trials) {
    List<Trial> seen = new ArrayList<>();
    int done = 0;
    int looks = Math.max(1, Math.min(settings.looks(), tasks.size()));
    for (int look = 1; ; look++) {
      int next = (int) ((long) tasks.size() * look / looks);
      seen.addAll(trials.of(tasks.subList(done, next).stream().map(HeldOut::taskId).toList()));
      done = next;
      Ruling ruling = look(tasks, seen, look, looks);
      boolean decided = look == looks || ruling.decision() != OPEN;
      if (decided) {
        return ruling;
      }
    }
  }

  /** Before the last look, what is not decided goes on. */
  private static final Decision OPEN = Decision.INCONCLUSIVE;

  private Ruling look(List<HeldOut> tasks, List<Trial> seen, int look, int looks) {
    long opinions = settings.opinions() ? 0 : seen.stream().filter(Trial::opinion).count();
    List<Trial> counted =
        settings.opinions() ? seen : seen.stream().filter(t -> !t.opinion()).toList();
    Pairs pairs = Pairs.of(tasks, counted, BASE, VERSION, 0, settings.trials());
    @Nullable Comparison result = Comparing.of(pairs.results(), settings.seed());
    @Nullable Comparison noise =
        settings.noise()
            ? Comparing.of(
                Pairs.of(tasks, counted, BASE, BASE, settings.trials(), settings.trials())
                    .results(),
                settings.seed())
            : null;
    double @Nullable [] scores = pairs.scores();
    @Nullable Interval score = scores == null ? null : Bootstrap.mean(scores, settings.seed());
    Judging judging =
        new Judging(settings, Spending.at(settings.alpha(), look, looks), look == looks);
    Judging.Said said = judging.of(result, noise, pairs.results(), opinions);
    return new Ruling(
        said.decision(), said.reason(), result, noise, score, look, opinions, pairs.results());
  }
}
