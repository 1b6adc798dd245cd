package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.TASKS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.Pipeline;
import dev.trace2skill.consolidate.ConsolidateModels;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.gate.Ablation;
import dev.trace2skill.gate.GateSettings;
import dev.trace2skill.gate.GateStage;
import dev.trace2skill.gate.GateStage.Cell;
import dev.trace2skill.gate.Gatekeeper;
import dev.trace2skill.gate.HeldOut;
import dev.trace2skill.gate.Part;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Trial;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.rollout.RolloutSettings;
import dev.trace2skill.rollout.RolloutSettings.GivenSkill;
import dev.trace2skill.rollout.RolloutStage;
import dev.trace2skill.spi.HarnessProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Judges a skill version by what agents do with it on held-out tasks, as commands run it. */
final class RolloutGate {

  private final Job job;
  private final Settings settings;
  private final GateConf conf;
  private final GateSettings how;
  private final GateReport report;

  /**
   * @param versions how many are judged of which the best goes out: they share the error rate
   */
  RolloutGate(Job job, Settings settings, int versions) {
    this.job = job;
    this.settings = settings;
    this.conf = GateStep.conf(settings);
    this.how = conf.settings().at(conf.settings().alpha() / versions);
    this.report = new GateReport(job);
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
    List<GateConf.Target> targets = GateStep.conf(settings).targets();
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
    return targets(settings).stream().map(t -> cell(t, settings)).map(Cell::label).toList();
  }

  private static Cell cell(RolloutConf target, Settings settings) {
    @Nullable LlmConf model = RolloutStep.model(target, settings);
    return new Cell(target.harness(), model == null ? "" : model.endpoint().model());
  }

  /** Judges a version with every agent. */
  GateStep.Judged run(SkillVersion version, Skill base, Part part) {
    List<Verdict> verdicts = judge(version, base, part);
    long retired = 0;
    for (int i = 0; i < verdicts.size() && retired == 0 && part == Part.VALIDATE; i++) {
      Verdict verdict = verdicts.get(i);
      if (verdict.decision() == Decision.REJECT
          && GateStep.cells(settings).contains(verdict.cell())) {
        retired = ablate(version, targets(settings).get(i), verdict);
      }
    }
    return new GateStep.Judged(verdicts, retired);
  }

  /** What every agent says of a version, in the order of the conf. */
  List<Verdict> judge(SkillVersion version, Skill base, Part part) {
    List<Verdict> verdicts = new ArrayList<>();
    for (RolloutConf target : targets(settings)) {
      verdicts.add(judge(version, base, target, part));
    }
    if (verdicts.size() > 1) {
      report.matrix(verdicts);
    }
    return verdicts;
  }

  /** Retires lessons without which tasks go better, as far as the conf pays for it. */
  private long ablate(SkillVersion version, RolloutConf target, Verdict verdict) {
    Long budget = conf.ablation();
    GateStage stage = stage();
    List<Lesson> lessons = budget == null ? List.of() : stage.lessons(version);
    if (budget == null || lessons.size() < 2) {
      return 0;
    }
    RolloutSettings runs = settings(target, RolloutStep.check(target, settings));
    ConsolidateStage consolidation =
        job.pipeline().consolidation(settings.conf().consolidateSettings(), ConsolidateModels.NONE);
    List<HeldOut> tasks =
        verdict.tasks().stream().map(t -> new HeldOut(t.taskId(), t.family())).toList();
    List<Ablation.Harm> harms =
        new Ablation(how)
            .find(
                lessons.stream()
                    // What a reviewer decided stands.
                    .filter(l -> l.overrideId() == null)
                    .map(Lesson::lessonId)
                    .toList(),
                tasks,
                runs.seeds().size(),
                budget,
                (groups, ids) ->
                    tried(
                        Stream.concat(
                                Stream.of(arm(runs, version.skill())),
                                groups.stream()
                                    .map(
                                        g ->
                                            arm(
                                                runs,
                                                consolidation.without(
                                                    version, lessons, Set.copyOf(g.lessonIds())))))
                            .toList(),
                        ids));
    stage.retire(lessons, harms, verdict);
    if (harms.isEmpty()) {
      job.say("No single lesson is found to harm within %,d runs.", budget);
    }
    for (Ablation.Harm harm : harms) {
      String text =
          lessons.stream()
              .filter(l -> l.lessonId().equals(harm.group().lessonIds().get(0)))
              .map(Lesson::sentence)
              .findFirst()
              .orElse("");
      job.say("Harmful: %s (%s)", text, harm.reason());
    }
    return harms.size();
  }

  private RolloutSettings arm(RolloutSettings runs, Skill skill) {
    GivenSkill given = new GivenSkill(settings.skillName(), skill);
    return runs.with(given, null, how.trials());
  }

  private GateStage stage() {
    return job.pipeline().gate(System.getProperty("user.name", "?"));
  }

  private RolloutSettings settings(RolloutConf target, HarnessProfile profile) {
    return target.settings(RolloutStep.model(target, settings), profile.asks(), null, null);
  }

  private Verdict judge(SkillVersion version, Skill base, RolloutConf target, Part part) {
    HarnessProfile profile = RolloutStep.check(target, settings);
    String name = settings.skillName();
    RolloutSettings runs = settings(target, profile);
    Gatekeeper keeper = new Gatekeeper(how, runs.seeds().size());
    List<RolloutSettings> arms =
        List.of(
            runs.with(new GivenSkill(name, base), null, keeper.baseTrials()),
            runs.with(
                new GivenSkill(name, version.skill()), version.skillVersionId(), how.trials()));
    RolloutStep.sayKept(job, runs, profile);
    Verdict verdict =
        stage()
            .judge(
                version,
                base,
                cell(target, settings),
                part,
                keeper,
                ids -> tried(arms, ids),
                planned -> report.announce(planned, part, how.noise()));
    report.tell(verdict);
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
}
