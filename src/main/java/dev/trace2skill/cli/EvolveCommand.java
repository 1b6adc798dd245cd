package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateStage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace files -> the skill folder}: every step. */
@Command(
    name = "evolve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole flow: rollout where the conf has such a section, ingest, analyze,",
      "consolidate, gate where the conf has such a section, publish."
    })
final class EvolveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private RunReport report;
  @Mixin private Gate gate;

  @Option(
      names = "--plan",
      description = "Ingest, then say what the analysts would take, and stop before they ask.")
  private boolean plan;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Make so many skills, each with another seed of the analysts' model, and go on with the"
              + " one that does best on the held-out tasks; needs a gate of rollouts.")
  private int candidates;

  @Override
  public Integer call() throws Exception {
    settings.conf().analyzeSettings(null);
    if (settings.conf().rollout() != null) {
      var unused = RolloutStep.check(settings);
    }
    BestOf best = new BestOf(settings, gate, candidates);
    best.check();
    if (!plan) {
      gate.check(settings);
    }
    return Job.run(spec, settings, report, plan ? this::plan : job -> evolve(job, best));
  }

  private String plan(Job job) throws Exception {
    Steps steps = new Steps(job, settings);
    steps.check();
    steps.ingest();
    steps.plan(null);
    return "planned";
  }

  private String evolve(Job job, BestOf best) throws Exception {
    Steps steps = new Steps(job, settings);
    steps.check();
    steps.checkKey();
    Publishing publishing = new Publishing(job, settings, gate);
    publishing.readLog();
    if (settings.conf().rollout() != null) {
      new RolloutStep(job, settings).run(null);
    }
    steps.ingest();
    ConsolidateStep consolidation = new ConsolidateStep(job, settings);
    Evolution evolution = new Evolution(job, settings, gate);
    ConsolidateStage.Result made = best.isChoice() ? best.of(job) : evolution.run(consolidation);
    if (made.version().isEmpty()) {
      return evolution.nothing();
    }
    publishing.publish(made.version().get());
    job.say("");
    consolidation.show(made.accepted());
    String sql = "  jobs/trace2skill sql --warehouse " + job.warehouse().path() + " ";
    job.say(
        "%nNext, look behind the lessons:%n%s%n%s%n%s",
        sql
            + "\"SELECT feature, grade, failure_count, success_count, q_value FROM contrasts"
            + " WHERE grade IS NOT NULL ORDER BY q_value\"",
        sql + "\"SELECT status, reason, count(*) FROM lessons GROUP BY status, reason\"",
        sql + "\"SELECT line_number, text, lesson_id FROM skill_lines\"");
    return "done";
  }
}
