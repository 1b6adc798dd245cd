package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.TASKS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.Pipeline;
import dev.trace2skill.gate.GateStage.Cell;
import dev.trace2skill.gate.Gatekeeper;
import dev.trace2skill.gate.Part;
import dev.trace2skill.gate.Phrases;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Trial;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Plan;
import dev.trace2skill.rollout.RolloutSettings;
import dev.trace2skill.rollout.RolloutSettings.GivenSkill;
import dev.trace2skill.rollout.RolloutStage;
import dev.trace2skill.spi.HarnessProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The step that judges a skill version, as commands run it. */
final class GateStep {

  /** Tasks that are named when they go worse. */
  private static final int MOST_NAMED = 10;

  private final Job job;
  private final Settings settings;
  private final GateConf conf;

  GateStep(Job job, Settings settings) {
    this.job = job;
    this.settings = settings;
    this.conf = conf(settings);
  }

  private static GateConf conf(Settings settings) {
    GateConf gate = settings.conf().gate();
    if (gate == null) {
      throw new UserError("the conf has no section gate: say how a skill version is judged");
    }
    return gate;
  }

  /**
   * Fails, before Spark starts, when an agent that judges is not there or its model's key is not.
   */
  static void check(Settings settings) {
    for (RolloutConf target : targets(settings)) {
      var unused = RolloutStep.check(target, settings);
    }
  }

  /** The agents that a version is judged with. */
  private static List<RolloutConf> targets(Settings settings) {
    List<GateConf.Target> targets = conf(settings).targets();
    @Nullable RolloutConf rollout = settings.conf().rollout();
    if (targets != null) {
      return targets.stream()
          .map(t -> rollout == null ? RolloutConf.usual(t) : rollout.of(t))
          .toList();
    }
    if (rollout == null) {
      throw new UserError(
          "the section gate has no targets, and there is no rollout: say which agent"
              + " tries the held-out tasks");
    }
    return List.of(rollout);
  }

  /** The kinds of agent that must accept a version, as verdicts name them. */
  static List<String> cells(Settings settings) {
    return settings.conf().gate() == null
        ? List.of()
        : targets(settings).stream()
            .map(t -> cell(t, settings))
            .map(c -> c.model().isEmpty() ? c.harness() : c.harness() + " on " + c.model())
            .toList();
  }

  private static Cell cell(RolloutConf target, Settings settings) {
    @Nullable LlmConf model = RolloutStep.model(target, settings);
    return new Cell(target.harness(), model == null ? "" : model.endpoint().model());
  }

  /**
   * Judges a version with every agent.
   *
   * @return a verdict of each; none when the version stands in the skill's place already
   */
  List<Verdict> run(SkillVersion version, Part part) throws IOException {
    Skill standing = settings.home(job.err()::println).read().orElse(null);
    if (standing != null && standing.equals(version.skill())) {
      return List.of();
    }
    Skill base = standing == null ? job.base() : standing;
    List<Verdict> verdicts = new ArrayList<>();
    for (RolloutConf target : targets(settings)) {
      verdicts.add(judge(version, base, target, part));
    }
    return verdicts;
  }

  private Verdict judge(SkillVersion version, Skill base, RolloutConf target, Part part) {
    HarnessProfile profile = RolloutStep.check(target, settings);
    String name = settings.skillName();
    RolloutSettings how =
        target.settings(RolloutStep.model(target, settings), profile.asks(), null, null);
    Gatekeeper keeper = new Gatekeeper(conf.settings(), how.seeds().size());
    List<RolloutSettings> arms =
        List.of(
            how.with(new GivenSkill(name, base), null, keeper.baseTrials()),
            how.with(
                new GivenSkill(name, version.skill()),
                version.skillVersionId(),
                conf.settings().trials()));
    RolloutStep.sayKept(job, how, profile);
    Verdict verdict =
        job.pipeline()
            .gate()
            .judge(
                version,
                base,
                cell(target, settings),
                part,
                keeper,
                ids -> tried(arms, ids),
                plan -> announce(plan, part));
    tell(verdict);
    return verdict;
  }

  private List<Trial> tried(List<RolloutSettings> arms, List<String> taskIds) {
    Pipeline pipeline = job.pipeline();
    OutcomeSettings outcomes = settings.outcomes();
    Dataset<Row> tasks = job.warehouse().read(TASKS).where(col("task_id").isin(taskIds.toArray()));
    RolloutStage.Compared compared =
        job.progress()
            .step("gate", () -> pipeline.compare(arms, outcomes, tasks, job.progress()::begins));
    RolloutStep.told(job, compared.counts());
    return compared.trials();
  }

  private void announce(Plan plan, Part part) {
    if (plan.taskCount() == 0) {
      throw new UserError(
          "no task in %s is held out for %s: import tasks, or set gate.split"
              .formatted(job.warehouse().path(), Words.of(part)));
    }
    job.say(
        "Gate, before the first run: %d %s tasks, %d run%s of each with the base and with the"
            + " version%s. Accepted is what is better at an error rate of %.3g %%, by at least %s."
            + " With power %.0f %% these tasks show %s; to show %s takes up to %,d tasks.",
        plan.taskCount(),
        part == Part.SEALED ? "sealed" : "held-out",
        plan.trialCount(),
        plan.trialCount() == 1 ? "" : "s",
        conf.settings().noise() ? ", and as many more with the base for the noise" : "",
        100 * plan.alpha(),
        Phrases.points(plan.requiredEffect()),
        100 * plan.power(),
        Phrases.points(plan.detectableEffect()),
        Phrases.points(plan.requiredEffect()),
        plan.neededTaskCount());
  }

  private void tell(Verdict verdict) {
    @Nullable Comparison result = verdict.result();
    if (result != null) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(row("version against base", result));
      if (verdict.noise() != null) {
        rows.add(row("base against itself", verdict.noise()));
      }
      TextTable.print(
          job.out(),
          List.of(
              "held-out tasks",
              "tasks",
              "runs",
              "before",
              "after",
              "points",
              "95 % interval",
              "better",
              "worse",
              "p"),
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
    return List.of(
        what,
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

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
