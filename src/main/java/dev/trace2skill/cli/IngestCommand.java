package dev.trace2skill.cli;

import dev.trace2skill.ingest.IngestRequest;
import dev.trace2skill.model.UserError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
      names = "--from",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Leave out trajectories that started before: 2026-01-31 or 2026-01-31T08:00Z.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Leave out trajectories that started then or later.")
  private @Nullable Instant to;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "How runs went, by trajectory_id, session_id or file: CSV, JSON lines or Parquet",
        "with outcome, success or reward. Counts for trajectories of earlier ingests too."
      })
  private List<String> labels = List.of();

  @Option(
      names = "--settled",
      paramLabel = "SECONDS",
      description = "Leave files changed more recently for the next time; ${DEFAULT-VALUE}.")
  private int settledSeconds = 0;

  @Option(names = "--again", description = "Read files too that have not changed since.")
  private boolean again;

  @Override
  public Integer call() throws Exception {
    if (paths.isEmpty()) {
      settings.conf();
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new UserError("--from must be earlier than --to");
    }
    return Job.run(
        spec,
        settings,
        report,
        job -> {
          Steps steps = new Steps(job, settings);
          List<IngestRequest> requests =
              paths.isEmpty() ? steps.evidence() : List.of(IngestRequest.of(paths, format));
          for (IngestRequest request : requests) {
            steps.ingest(
                new IngestRequest(
                    request.paths(),
                    request.format(),
                    from,
                    to,
                    again,
                    Duration.ofSeconds(settledSeconds)));
          }
          steps.judge(labels);
          return "done";
        });
  }

  /** A day, which begins at midnight UTC, or a time with its zone. */
  static final class Times implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time; write 2026-01-31 or 2026-01-31T08:00Z");
      }
    }
  }
}
