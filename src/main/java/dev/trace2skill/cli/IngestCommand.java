package dev.trace2skill.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace files -> trajectories}. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Reads trace files into the tables. Reading them again adds nothing.")
final class IngestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Parameters(
      paramLabel = "PATH",
      description = "Trace files and folders; without any, the evidence that the conf names.")
  private List<String> paths = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The format of the files; without it their contents decide.")
  private @Nullable String format;

  @Override
  public Integer call() throws Exception {
    if (paths.isEmpty()) {
      settings.conf();
    }
    return Job.run(
        spec,
        settings,
        job -> {
          Steps steps = new Steps(job, settings);
          if (paths.isEmpty()) {
            steps.ingest();
          } else {
            steps.ingest(paths, format);
          }
          return "done";
        });
  }
}
