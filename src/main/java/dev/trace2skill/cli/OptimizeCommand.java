package dev.trace2skill.cli;

import dev.trace2skill.store.TableCare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the files of tables fewer and larger. */
@Command(
    name = "optimize",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the rows of small files of tables into larger ones; rows stay as they are, and whoever reads",
      "or appends meanwhile is not disturbed. The small files stay until vacuum deletes them."
    },
    footer = {"", "Example: trace2skill optimize --conf my.yaml --tables trajectories,patches"})
final class OptimizeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--tables",
      paramLabel = "NAME",
      split = ",",
      description = "Only these tables; all of them unless given.")
  private List<String> tables = List.of();

  @Option(names = "--dry-run", description = "Only says how many files there are.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    return Job.run(spec, settings, this::optimize);
  }

  private String optimize(Job job) {
    TableCare care = new TableCare(job.warehouse());
    List<List<String>> rows = new ArrayList<>();
    long fewer = 0;
    for (TableCare.Files before : care.files(tables)) {
      TableCare.Files after = dryRun || !before.canShrink() ? before : care.compact(before.table());
      fewer += before.count() - after.count();
      rows.add(
          List.of(
              before.table(),
              Long.toString(before.count()),
              Long.toString(after.count()),
              String.format(Locale.ROOT, "%.1f MB", after.bytes() / 1e6)));
    }
    TextTable.print(job.out(), List.of("table", "files", "files now", "size"), rows, 40);
    job.count("files fewer", fewer);
    return "done";
  }
}
