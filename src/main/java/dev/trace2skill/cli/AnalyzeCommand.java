package dev.trace2skill.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trajectories -> patches}. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Lets the analysts propose patches from the trajectories.")
final class AnalyzeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private RunReport report;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = {
        "Let the analysts that ask a model look at no more than N trajectories each,",
        "drawn from every task, outcome, model and kind of error; overrides the conf."
      })
  private @Nullable Integer sample;

  @Override
  public Integer call() throws Exception {
    settings.conf().analyzeSettings(sample);
    return Job.run(
        spec,
        settings,
        report,
        job -> {
          new Steps(job, settings).analyze(settings.conf().analyzeSettings(sample));
          return "done";
        });
  }
}
