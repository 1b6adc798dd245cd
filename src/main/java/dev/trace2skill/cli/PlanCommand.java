package dev.trace2skill.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the analysts that ask a model would take, nothing of it spent. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says what analyze would take: calls, tokens, USD and time.",
      "Counts on the trajectories in the warehouse; what the journal holds costs nothing."
    })
final class PlanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Look at no more than N trajectories an analyst; overrides the conf.")
  private @Nullable Integer sample;

  @Override
  public Integer call() throws Exception {
    settings.conf().analyzeSettings(sample);
    return Job.run(
        spec,
        settings,
        job -> {
          new Steps(job, settings).plan(sample);
          return "planned";
        });
  }
}
