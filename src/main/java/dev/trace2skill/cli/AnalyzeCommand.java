package dev.trace2skill.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trajectories -> patches}. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Lets the analysts propose patches from the trajectories.")
final class AnalyzeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Override
  public Integer call() throws Exception {
    settings.conf();
    return Job.run(
        spec,
        settings,
        job -> {
          new Steps(job, settings).analyze();
          return "done";
        });
  }
}
