package dev.trace2skill.gate;

import static dev.trace2skill.store.Tables.TASKS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.trace2skill.model.Task;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What passes from the tasks that are learnt from to those that judge. */
record Leaks(Splits splits) {

  private static final Table<Banded> BANDED = Table.of("banded", Banded.class, "task_id", "band");
  private static final Table<Pair> PAIRS = Table.of("pairs", Pair.class);
  private static final Table<Leak> LEAKS = Table.of("leaks", Leak.class);

  /** A task under one of the names that like texts share. */
  public record Banded(String taskId, String query, String band) {}

  /** Two tasks that may say the same. */
  public record Pair(String heldOutId, String heldOut, String learntId, String learnt) {}

  /**
   * Held-out tasks that are nearly the same as one that is learnt from, the likest of each. Small
   * by construction: at most one a held-out task.
   */
  List<Leak> nearDuplicates() {
    Warehouse warehouse = splits.warehouse();
    double least = splits.settings().likeness();
    Dataset<Row> parts = splits.parts().select("task_id", "part");
    Dataset<Row> banded =
        BANDED.flatMap(warehouse.read(TASKS), TASKS, Leaks::banded).join(parts, "task_id");
    Dataset<Row> learnt =
        banded
            .where("part = 'evolve'")
            .select(col("task_id").as("learnt_id"), col("query").as("learnt"), col("band"));
    Dataset<Row> pairs =
        banded
            .where("part <> 'evolve'")
            .select(col("task_id").as("held_out_id"), col("query").as("held_out"), col("band"))
            .join(learnt, "band")
            .select("held_out_id", "held_out", "learnt_id", "learnt")
            .dropDuplicates("held_out_id", "learnt_id");
    return LEAKS.collect(
        LEAKS
            .map(pairs, PAIRS, Leaks::leak)
            .where(col("likeness").geq(least))
            .groupBy("held_out_id")
            .agg(max(struct(col("likeness"), col("learnt_id"))).as("likest"))
            .select("held_out_id", "likest.learnt_id", "likest.likeness")
            .orderBy("held_out_id"));
  }

  private static Stream<Banded> banded(Task task) {
    return task.query().isBlank()
        ? Stream.of()
        : TaskText.bands(task.query()).stream()
            .map(band -> new Banded(task.taskId(), task.query(), band));
  }

  private static Leak leak(Pair pair) {
    return new Leak(
        pair.heldOutId(), pair.learntId(), TaskText.likeness(pair.heldOut(), pair.learnt()));
  }

  /** Users and tenants with runs of tasks on both sides. */
  long sharedPrincipals() {
    Dataset<Row> sides =
        splits
            .warehouse()
            .currentTrajectories()
            .where("principal_id is not null")
            .select("task_id", "principal_id")
            .join(splits.parts().select("task_id", "part"), "task_id")
            .select(
                col("principal_id"),
                when(col("part").equalTo("evolve"), 1).otherwise(0).as("side"));
    return sides
        .groupBy("principal_id")
        .agg(countDistinct(lit(1), col("side")).as("sides"))
        .where("sides = 2")
        .count();
  }
}
