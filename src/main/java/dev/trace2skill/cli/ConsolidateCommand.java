package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.model.UserError;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code patches -> skill_versions}. */
@Command(
    name = "consolidate",
    mixinStandardHelpOptions = true,
    description = "Counts what the patches agree on and writes the next skill version.",
    footer = {"", "Example: trace2skill consolidate --conf my.yaml --min-support 4 --dry-run"})
final class ConsolidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private RunReport report;

  @Option(
      names = "--min-support",
      paramLabel = "N",
      description = "Trajectories that a lesson needs; overrides the conf.")
  private @Nullable Integer minSupport;

  @Option(
      names = "--min-tasks",
      paramLabel = "N",
      description = "Tasks that a lesson needs; overrides the conf.")
  private @Nullable Integer minTasks;

  @Option(
      names = "--min-principals",
      paramLabel = "N",
      description = "Users or tenants that a lesson needs; overrides the conf.")
  private @Nullable Integer minPrincipals;

  @Option(
      names = "--dry-run",
      description = "Shows how the skill would change, and writes nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    ConsolidateSettings how = how();
    return Job.run(
        spec,
        settings,
        report,
        job -> {
          ConsolidateStep step = new ConsolidateStep(job, settings);
          if (dryRun) {
            step.show(step.preview(how).accepted());
            return "dry run";
          }
          ConsolidateStage.Result made = step.consolidate(how);
          if (made.version().isEmpty()) {
            job.say("Nothing to learn: no lesson has support enough.");
            return "nothing to learn";
          }
          step.show(made.accepted());
          job.say("Skill version %s", made.version().get().skillVersionId());
          return "done";
        });
  }

  private ConsolidateSettings how() {
    ConsolidateSettings conf = settings.conf().consolidateSettings();
    try {
      return conf.withThresholds(
          minSupport == null ? conf.minSupport() : minSupport,
          minTasks == null ? conf.minTasks() : minTasks,
          minPrincipals == null ? conf.minPrincipals() : minPrincipals);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
