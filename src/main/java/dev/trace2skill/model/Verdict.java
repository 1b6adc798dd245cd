package dev.trace2skill.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate says of a skill version, for one kind of agent.
 *
 * @param verdictId hash of all that determines the verdict, the outcomes of runs included
 * @param skillId hash of all files of the version
 * @param baseSkillId hash of all files of the skill that it was held against
 * @param harness what the agents run in; {@code archive} when only recorded runs were looked at
 * @param model the model that they ask; empty when the harness says it, or there is none
 * @param reason why, in one sentence
 * @param plan what was decided before the first run; null when none was made
 * @param result the version against the base; null when no task was tried with both
 * @param noise the base against itself; null when that was not tried
 * @param score likewise the rewards of both; null when there are none
 * @param lookCount how often the results were looked at before it was decided
 * @param opinionCount runs that were left out because only a model's opinion judges them
 * @param tasks how each task went with both
 * @param lessons how each lesson did in evidence that it was not learnt from
 * @param evidence what was looked at, in words: which tasks, or which time
 */
public record Verdict(
    String verdictId,
    String skillVersionId,
    String skillName,
    String skillId,
    String baseSkillId,
    Kind kind,
    String harness,
    String model,
    Decision decision,
    String reason,
    @Nullable Plan plan,
    @Nullable Comparison result,
    @Nullable Comparison noise,
    @Nullable Interval score,
    int lookCount,
    long opinionCount,
    List<TaskResult> tasks,
    List<LessonResult> lessons,
    String evidence,
    String runId,
    Instant decidedAt) {

  /** How a verdict is come to. */
  public enum Kind {
    /** Agents tried held-out tasks with both skills. */
    ROLLOUTS,
    /** The same with the sealed tasks, which are opened once a version. */
    SEALED,
    /** Lessons were looked for in runs that they were not learnt from. */
    TEMPORAL
  }

  /** What follows for publishing. */
  public enum Decision {
    ACCEPT,
    REJECT,
    /** There is not enough to tell; it does not go out. */
    INCONCLUSIVE
  }

  /**
   * What was decided before the first run.
   *
   * @param alpha the rate at which a version that is no better may be accepted
   * @param requiredEffect the least difference that counts, as a share of runs
   * @param power the rate at which a version that is as much better as {@code detectableEffect} is
   *     accepted
   * @param taskCount held-out tasks that there are
   * @param neededTaskCount tasks that it takes to see the required effect with that power, at most;
   *     null when no number would do
   * @param detectableEffect the effect that the tasks that there are show with that power; at most
   *     1, whatever the tasks
   * @param lookCount how often results may be looked at
   * @param trialCount runs of each task with each skill
   */
  public record Plan(
      double alpha,
      double requiredEffect,
      double power,
      long taskCount,
      @Nullable Long neededTaskCount,
      double detectableEffect,
      int lookCount,
      int trialCount) {}

  /**
   * Two skills on the same tasks. Rates are shares of runs that succeeded, each task with the same
   * weight; only runs count whose partner of the same task, trial and seed was judged too.
   *
   * @param winCount tasks that more runs solved with the version than with the base
   * @param lossCount tasks that fewer runs solved
   * @param effect rate of the version minus rate of the base
   * @param low lower end of the 95 % interval of the effect
   * @param high upper end
   * @param pValue how often chance gives an effect at least as high when both skills are the same
   * @param harmValue how often it gives one at most as high
   */
  public record Comparison(
      long taskCount,
      long pairCount,
      long winCount,
      long lossCount,
      double baseRate,
      double versionRate,
      double effect,
      double low,
      double high,
      double pValue,
      double harmValue) {}

  /** A difference and its 95 % interval. */
  public record Interval(double effect, double low, double high) {}

  /**
   * How one task went, counting only runs with a partner.
   *
   * @param family what kind of task it is
   */
  public record TaskResult(
      String taskId, String family, long pairCount, long baseCount, long versionCount) {

    /** The share of runs that the version solved beyond those that the base did. */
    public double effect() {
      return (double) (versionCount - baseCount) / pairCount;
    }
  }

  /**
   * How a lesson did in evidence that it was not learnt from.
   *
   * @param feature what was looked for; null when the lesson has nothing that can be
   * @param fate what follows for it
   * @param learntEffect its risk difference where it was learnt; null when there was none
   * @param effect its risk difference in the other evidence; null when there is none
   * @param low lower end of the 95 % interval of {@code effect}
   * @param high upper end
   * @param newTaskCount tasks in the other evidence that say something and that it was not learnt
   *     from
   * @param reason in one sentence
   */
  public record LessonResult(
      String lessonId,
      @Nullable String feature,
      Fate fate,
      @Nullable Double learntEffect,
      @Nullable Double effect,
      @Nullable Double low,
      @Nullable Double high,
      long newTaskCount,
      String reason) {

    /** What follows for a lesson. */
    public enum Fate {
      /** It holds there too. */
      HELD,
      /** It does not, or the opposite does. */
      FAILED,
      /** There is too little to tell. */
      UNSHOWN,
      /** Nothing in the records could show it. */
      UNJUDGED
    }
  }

  /** The kind of agent that it is about, as people read it. */
  public String cell() {
    return model.isEmpty() ? harness : harness + " on " + model;
  }

  public Verdict {
    tasks = List.copyOf(tasks);
    lessons = List.copyOf(lessons);
  }
}
