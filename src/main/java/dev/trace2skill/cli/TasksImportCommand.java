package dev.trace2skill.cli;

import dev.trace2skill.model.UserError;
import dev.trace2skill.tasks.TaskImport;
import dev.trace2skill.tasks.TaskRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code files -> tasks}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Stores tasks with their inputs and checks: CSV, JSON lines, Parquet, a folder a task,",
      "SpreadsheetBench, tau-bench, Harbor and Terminal-Bench. Importing the same again adds",
      "nothing; when one task cannot be understood, none is stored."
    })
final class TasksImportCommand implements Callable<Integer> {

  private static final int MOST_NOTES = 10;

  /** Layouts for the help. */
  static final class Layouts extends ArrayList<String> {
    Layouts() {
      super(TaskImport.layouts());
    }
  }

  /** How the cells of workbooks are compared. */
  enum Compare {
    MENDED,
    PUBLISHED
  }

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  private List<String> paths = List.of();

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      completionCandidates = Layouts.class,
      description = "One of ${COMPLETION-CANDIDATES}; without it the contents decide.")
  private @Nullable String layout;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "The split of tasks that state none, such as train or held-out.")
  private @Nullable String split;

  @Option(names = "--tag", paramLabel = "TAG", description = "A tag that all of them get.")
  private List<String> tags = List.of();

  @Option(
      names = "--compare",
      description = {
        "How SpreadsheetBench's cells are compared: published, with every quirk of the published",
        "comparison, or mended. ${DEFAULT-VALUE} unless given."
      })
  private Compare compare = Compare.MENDED;

  @Option(names = "--replace", description = "Replace tasks that are stored with other contents.")
  private boolean replace;

  @Override
  public Integer call() throws Exception {
    if (layout != null && !TaskImport.layouts().contains(layout)) {
      throw new UserError(
          "unknown layout '%s'; known: %s"
              .formatted(layout, String.join(", ", TaskImport.layouts())));
    }
    TaskRequest request =
        new TaskRequest(
            paths, layout, split, tags, compare.name().toLowerCase(Locale.ROOT), replace);
    return Job.run(
        spec,
        settings,
        job -> {
          TaskImport stage = new TaskImport(job.warehouse());
          TaskImport.Counts counts = job.progress().step("import", () -> stage.run(request));
          job.count("tasks", counts.found());
          job.count("added", counts.added());
          job.count("replaced", counts.replaced());
          job.out()
              .printf(
                  Locale.ROOT,
                  "%d tasks read: %d new, %d known already, %d replaced.%n",
                  counts.found(),
                  counts.added(),
                  counts.known(),
                  counts.replaced());
          counts.notes().stream().limit(MOST_NOTES).forEach(note -> job.out().println("- " + note));
          if (counts.notes().size() > MOST_NOTES) {
            job.out().printf(Locale.ROOT, "- and %d more%n", counts.notes().size() - MOST_NOTES);
          }
          return "done";
        });
  }
}
