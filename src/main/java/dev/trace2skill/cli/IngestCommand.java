package dev.trace2skill.cli;

import dev.trace2skill.ingest.IngestRequest;
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
    description = {
      "Reads trace files into the tables: those that are new or have changed.",
      "Reading the same again adds nothing."
    })
final class IngestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @Mixin private Window window;
  @Mixin private RunReport report;

  @Parameters(
      paramLabel = "PATH",
      description = "Trace files and folders; without any, the evidence that the conf names.")
  private List<String> paths = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The format of the files; without it their contents decide.")
  private @Nullable String format;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "How runs went, by trajectory_id, session_id or file: CSV, JSON lines or Parquet",
        "with outcome, success or reward. Counts for trajectories of earlier ingests too."
      })
  private List<String> labels = List.of();

  @Option(names = "--again", description = "Read files too that have not changed since.")
  private boolean again;

  @Override
  public Integer call() throws Exception {
    if (paths.isEmpty()) {
      settings.conf();
    }
    window.check();
    return Job.run(
        spec,
        settings,
        report,
        job -> {
          Steps steps = new Steps(job, settings);
          List<IngestRequest> requests =
              paths.isEmpty() ? steps.evidence() : List.of(IngestRequest.of(paths, format));
          for (IngestRequest request : requests) {
            steps.ingest(window.of(request, again));
          }
          steps.judge(labels);
          return "done";
        });
  }
}
