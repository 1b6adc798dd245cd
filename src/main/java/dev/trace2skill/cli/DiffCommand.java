package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.RUNS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.Trace2Skill;
import dev.trace2skill.cli.RunDiff.Difference;
import dev.trace2skill.model.IdPrefix;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two runs. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Compares two runs: code, conf, inputs, and the lessons gained, lost and changed, with the"
            + " reason.",
    footer = {"", "runs lists the ids. Example: trace2skill diff --warehouse W 3fa9c1 77b01e"})
final class DiffCommand implements Callable<Integer> {

  /** Lessons that a table shows. */
  private static final int MOST_LESSONS = 5_000;

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Parameters(
      index = "0",
      paramLabel = "RUN_A",
      description = "The earlier run's id, or its first 6 characters or more.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "RUN_B", description = "The later run's.")
  private String second = "";

  @Override
  public Integer call() {
    for (String id : List.of(first, second)) {
      if (!id.matches("[0-9a-f][0-9a-f-]{5,35}")) {
        throw new UserError("'%s' is no run id, nor the first 6 characters of one".formatted(id));
      }
    }
    return settings.reading("diff", this::diff);
  }

  private void diff(Warehouse warehouse) {
    Run before = run(warehouse, first);
    Run after = run(warehouse, second);
    print(RunDiff.of(before, after), lessons(warehouse, before, after));
  }

  private static List<Row> lessons(Warehouse warehouse, Run before, Run after) {
    return Objects.equals(before.consolidationId(), after.consolidationId())
        ? List.of()
        : Trace2Skill.of(warehouse)
            .compare(before.runId(), after.runId())
            .where(col("change").notEqual("as before"))
            .limit(MOST_LESSONS)
            .collectAsList();
  }

  private static Run run(Warehouse warehouse, String prefix) {
    List<Run> found =
        RUNS.collect(warehouse.read(RUNS).where(col("run_id").startsWith(prefix)).limit(2));
    if (found.size() != 1) {
      throw new UserError(
          "%s with %s in %s; runs lists them"
              .formatted(
                  found.isEmpty() ? "no run begins" : "several runs begin",
                  prefix,
                  warehouse.path()));
    }
    return found.get(0);
  }

  private void print(RunDiff diff, List<Row> lessons) {
    PrintWriter out = spec.commandLine().getOut();
    if (diff.isEmpty() && lessons.isEmpty()) {
      out.println("The runs had the same code, conf and inputs, and came to the same lessons.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.addAll(rows("code", diff.code()));
    rows.addAll(rows("conf", diff.conf()));
    rows.addAll(rows("input", diff.inputs()));
    if (!rows.isEmpty()) {
      TextTable.fit(spec, List.of("what", "name", "before", "after"), rows);
      out.println();
    }
    if (lessons.isEmpty()) {
      out.println("The lessons are the same.");
      return;
    }
    TextTable.fit(
        spec,
        List.of("lesson", "what", "why", "text"),
        lessons.stream().map(DiffCommand::row).toList());
    if (lessons.size() == MOST_LESSONS) {
      out.printf(
          Locale.ROOT, "The first %,d lessons; Trace2Skill.compare has all.%n", MOST_LESSONS);
    }
  }

  private static List<List<String>> rows(String kind, List<Difference> differences) {
    return differences.stream()
        .map(
            d ->
                Stream.of(kind, d.name(), d.before(), d.after())
                    .map(value -> value == null ? "" : value)
                    .toList())
        .toList();
  }

  private static List<String> row(Row lesson) {
    return List.of(
        IdPrefix.of(lesson.getAs("lesson_id")),
        lesson.getAs("change"),
        lesson.getAs("why"),
        Lesson.sentence(lesson.getAs("text")));
  }
}
