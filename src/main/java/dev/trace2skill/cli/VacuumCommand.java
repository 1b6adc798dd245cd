package dev.trace2skill.cli;

import dev.trace2skill.model.UserError;
import dev.trace2skill.store.TableCare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes files that no table has any more. */
@Command(
    name = "vacuum",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes files that tables have had no more for some time: those that optimize replaced, those of",
      "rows that forget deleted, and those of jobs that were killed."
    },
    footer = {
      "",
      "Earlier versions of a table cannot be read after that. Answers of models are in no table: they",
      "stay. Example: trace2skill vacuum --conf my.yaml --dry-run"
    })
final class VacuumCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--tables",
      paramLabel = "NAME",
      split = ",",
      description = "Only these tables; all of them unless given.")
  private List<String> tables = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "HOURS",
      description =
          "How long files stay for those who still read them; 168, a week, unless given, and at"
              + " least 24 without --nobody-reads.")
  private long hours = TableCare.KEPT.toHours();

  @Option(
      names = "--nobody-reads",
      description =
          "Says that nobody reads or writes the tables now, so that less than 24 is safe.")
  private boolean alone;

  @Option(names = "--dry-run", description = "Only says how many files would be deleted.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Duration keep = Duration.ofHours(hours);
    if (keep.isNegative()) {
      throw new UserError("--older-than must be at least 0");
    }
    if (keep.compareTo(TableCare.LEAST_KEPT) < 0 && !alone) {
      throw new UserError(
          "whoever reads the tables now may need files of the last %d hours; when nobody does, say --nobody-reads"
              .formatted(TableCare.LEAST_KEPT.toHours()));
    }
    return Job.run(spec, settings, job -> vacuum(job, keep));
  }

  private String vacuum(Job job, Duration keep) {
    TableCare care = new TableCare(job.warehouse());
    List<List<String>> rows = new ArrayList<>();
    long deleted = 0;
    for (TableCare.Files files : care.files(tables)) {
      long old = care.vacuum(files.table(), keep, dryRun);
      deleted += old;
      rows.add(List.of(files.table(), Long.toString(files.count()), Long.toString(old)));
    }
    TextTable.print(
        job.out(),
        List.of("table", "files", dryRun ? "would be deleted" : "old files deleted"),
        rows,
        40);
    job.count("files deleted", dryRun ? 0 : deleted);
    return "done";
  }
}
