package dev.trace2skill.lineage;

import static dev.trace2skill.store.Tables.EDIT_SUPPORT;
import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.SKILL_LINES;
import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Journal;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes runs out of every table, with all that was made of them alone: their patches and edits,
 * answers of models about them, lessons that nothing else supports. What was counted from them and
 * others is counted anew by the next analysis and consolidation.
 */
public final class Forgetting {

  /** Columns that name a run, in whichever table they are. */
  private static final List<String> RUN_COLUMNS =
      List.of(
          "trajectory_id",
          "analysed_trajectory_id",
          "by_trajectory_id",
          "stand_in_id",
          "subject_id");

  private final Warehouse warehouse;

  public Forgetting(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * What was taken out.
   *
   * @param rows by table, in the order of the flow
   * @param sources the files that the runs were read from, and will be read from again when they
   *     change
   * @param lines lines of written skill versions that came from lessons which are gone
   */
  public record Forgotten(Map<String, Long> rows, List<String> sources, long lines) {
    public Forgotten {
      sources = List.copyOf(sources);
    }
  }

  /**
   * Takes runs out.
   *
   * @param ids of trajectories
   * @throws UserError when one of them is not there, and then nothing is taken out
   */
  public Forgotten run(List<String> ids) {
    Object[] wanted = new TreeSet<>(ids).toArray();
    Column ofRuns = col("trajectory_id").isin(wanted);
    Dataset<Row> runs = warehouse.read(TRAJECTORIES).where(ofRuns);
    requireAll(runs, wanted);
    List<String> sources = texts(runs.select(col("source.uri")).distinct());
    Object[] tasks = lastOf(runs, ofRuns);
    dropAnswers(wanted);
    Object[] lessons = lostLessons(wanted);
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Table<?> table : Tables.ALL) {
      long count =
          gone(table, wanted, tasks, lessons).map(g -> warehouse.delete(table, g)).orElse(0L);
      if (count > 0) {
        rows.put(table.name(), count);
      }
    }
    long lines = warehouse.read(SKILL_LINES).where(col("lesson_id").isin(lessons)).count();
    return new Forgotten(rows, sources, lines);
  }

  private static void requireAll(Dataset<Row> runs, Object[] wanted) {
    TreeSet<String> there = new TreeSet<>(texts(runs.select("trajectory_id")));
    for (Object id : wanted) {
      if (!there.contains(id)) {
        throw new UserError("no trajectory " + id + "; nothing was forgotten");
      }
    }
  }

  /** Tasks that nobody else tried, and that came with the runs. */
  private Object[] lastOf(Dataset<Row> runs, Column ofRuns) {
    Dataset<Row> others =
        warehouse.read(TRAJECTORIES).where(not(ofRuns)).select("task_id").distinct();
    return texts(
            runs.select("task_id").distinct().join(others, new String[] {"task_id"}, "left_anti"))
        .toArray();
  }

  /** What models said about the runs. */
  private void dropAnswers(Object[] wanted) {
    Journal journal = Journal.of(warehouse);
    Dataset<Row> calls = warehouse.read(LLM_CALLS).where(col("subject_id").isin(wanted));
    texts(calls.select("call_id").distinct()).forEach(journal::delete);
  }

  /** Lessons of any consolidation that only these runs support. */
  private Object[] lostLessons(Object[] wanted) {
    Dataset<Row> patches =
        warehouse
            .read(PATCHES)
            .where(col("trajectory_id").isin(wanted).or(col("analysed_trajectory_id").isin(wanted)))
            .select("patch_id");
    Dataset<Row> support = warehouse.read(EDIT_SUPPORT);
    Dataset<Row> lost = support.join(patches, "patch_id").select("lesson_id").distinct();
    Dataset<Row> kept =
        support
            .join(patches, new String[] {"patch_id"}, "left_anti")
            .select("lesson_id")
            .distinct();
    return texts(lost.join(kept, new String[] {"lesson_id"}, "left_anti")).toArray();
  }

  /** What of a table goes; empty when it knows nothing of runs. */
  private static Optional<Column> gone(
      Table<?> table, Object[] runs, Object[] tasks, Object[] lessons) {
    List<String> columns = Arrays.asList(table.codec().schema().fieldNames());
    if (table.equals(TASKS)) {
      return Optional.of(col("task_id").isin(tasks));
    }
    if (table.equals(LESSONS)) {
      return Optional.of(col("lesson_id").isin(lessons));
    }
    return RUN_COLUMNS.stream()
        .filter(columns::contains)
        .map(name -> col(name).isin(runs))
        .reduce(Column::or);
  }

  /** Small by construction: what hangs on the runs that somebody named one by one. */
  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.getString(0)).sorted().toList();
  }
}
