package dev.trace2skill.gate;

import static dev.trace2skill.gate.Assigned.ASSIGNED;
import static dev.trace2skill.store.Tables.TASKS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.trace2skill.gate.SplitSettings.By;
import dev.trace2skill.model.Task;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** {@code tasks -> parts}. */
public record Splits(Warehouse warehouse, SplitSettings settings) {

  private static final int MOST_NAMED = 2_000;

  private static final Table<Dated> DATED = Table.of("dated", Dated.class);

  /** A task and when its first run began. */
  public record Dated(Task task, @Nullable Instant firstSeen) {}

  /** The part of every task: {@code task_id, family, part, named}. */
  public Dataset<Row> parts() {
    SplitSettings how = settings;
    if (settings.by() != By.TIME) {
      return ASSIGNED.map(warehouse.read(TASKS), TASKS, task -> Assigned.of(task, null, how));
    }
    Dataset<Row> tasks = warehouse.read(TASKS);
    Dataset<Row> first =
        warehouse.currentTrajectories().groupBy("task_id").agg(min("started_at").as("first_seen"));
    Dataset<Row> dated =
        tasks
            .join(first, asNames("task_id"), "left")
            .select(
                struct(
                        Arrays.stream(TASKS.codec().schema().fieldNames())
                            .map(functions::col)
                            .toArray(Column[]::new))
                    .as("task"),
                col("first_seen"));
    return ASSIGNED.map(dated, DATED, d -> Assigned.of(d.task(), d.firstSeen(), how));
  }

  /** Leaves of some runs those that skills may be learnt from. */
  public UnaryOperator<Dataset<Row>> learning() {
    Dataset<Row> withheld =
        parts().where(col("part").notEqual(word(Part.EVOLVE))).select("task_id");
    List<Row> few = withheld.limit(MOST_NAMED + 1).collectAsList();
    if (few.size() <= MOST_NAMED) {
      // Naming them costs less than a join in every query.
      Object[] ids = few.stream().map(row -> row.getString(0)).toArray();
      return ids.length == 0
          ? UnaryOperator.identity()
          : runs -> runs.where(not(col("task_id").isin(ids)));
    }
    return runs -> runs.join(withheld, asNames("task_id"), "left_anti");
  }

  /**
   * The tasks of a part, in an order that tells nothing of them. Small by construction: as many as
   * are going to be tried.
   */
  public List<HeldOut> tasks(Part part) {
    return ASSIGNED.collect(parts().where(col("part").equalTo(word(part)))).stream()
        .sorted(Comparator.comparing(a -> Assigned.place(settings.seed(), a.taskId())))
        .map(a -> new HeldOut(a.taskId(), a.family()))
        .toList();
  }

  private static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String[] asNames(String... names) {
    return names;
  }
}
