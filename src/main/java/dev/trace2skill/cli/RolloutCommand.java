package dev.trace2skill.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tasks -> trajectories, llm_calls}. */
@Command(
    name = "rollout",
    mixinStandardHelpOptions = true,
    description = {
      "Lets an agent try the tasks of the warehouse, each run in a working copy of its own, and",
      "stores what happened as trajectories. Runs that were finished before are not made again."
    })
final class RolloutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private RunReport report;

  @Option(
      names = "--skill",
      paramLabel = "WHICH",
      description = "base, none, latest or the id of a skill version; overrides the conf.")
  private @Nullable String skill;

  @Override
  public Integer call() throws Exception {
    RolloutStep.check(settings);
    return Job.run(
        spec,
        settings,
        report,
        job -> {
          new RolloutStep(job, settings).run(skill);
          return "done";
        });
  }
}
