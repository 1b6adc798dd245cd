package dev.trace2skill.store;

import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseTest {

  private static final Task FIRST = new Task("t1", "Send it back.", null);
  private static final Task SECOND = new Task("t2", "Where is it?", null);

  @TempDir private Path directory;

  @Test
  void absentTableReadsAsEmptyWithItsColumns() {
    Warehouse warehouse = SparkTest.warehouse(directory);

    for (Table<?> table : Tables.ALL) {
      Dataset<Row> rows = warehouse.read(table);

      assertThat(warehouse.has(table)).isFalse();
      assertThat(rows.schema()).isEqualTo(table.codec().schema());
      assertThat(rows.isEmpty()).isTrue();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void onlyRowsThatAreNotThereYetAreAdded() {
    Warehouse warehouse = SparkTest.warehouse(directory);

    warehouse.append(TASKS, List.of(FIRST));
    warehouse.append(TASKS, List.of(FIRST));
    assertThat(tasks(warehouse)).containsExactly(FIRST);

    warehouse.append(TASKS, List.of(new Task("t1", "Something else.", null), SECOND));
    assertThat(tasks(warehouse)).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void columnThatIsNewInThisVersionIsNullInOldRowsAndJoinsTheTable() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    Dataset<Row> old = TASKS.rows(SparkTest.spark(), List.of(FIRST)).drop("ground_truth");
    old.write().format("delta").save(warehouse.location(TASKS.name()));

    assertThat(tasks(warehouse)).containsExactly(FIRST);

    warehouse.append(TASKS, List.of(FIRST, SECOND));
    assertThat(tasks(warehouse)).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(warehouse.read(TASKS).columns()).contains("ground_truth");
    assertThat(warehouse.version(TASKS)).hasValue(1);
  }

  @Test
  void tableGivesBackWhatWasWritten() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    List<Trajectory> written =
        List.of(Specimens.sparse(Trajectory.class), Specimens.full(Trajectory.class, 1));

    warehouse.append(TRAJECTORIES, written);

    assertThat(warehouse.has(TRAJECTORIES)).isTrue();
    assertThat(TRAJECTORIES.collect(warehouse.read(TRAJECTORIES)))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void rowWithoutItsKeyIsRefused() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    Dataset<Row> keyless =
        warehouse
            .spark()
            .sql("SELECT CAST(NULL AS STRING) AS task_id, 'q' AS query, NULL AS ground_truth");

    assertThatThrownBy(() -> warehouse.append(TASKS, keyless))
        .hasStackTraceContaining("a row of tasks has no task_id");
  }

  @Test
  void tableWhoseFirstAppendFailedIsStillToBeMade() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    Dataset<Row> failing =
        warehouse
            .spark()
            .sql(
                "SELECT CAST(raise_error('lost') AS STRING) AS task_id, 'q' AS query, NULL AS ground_truth");

    assertThatThrownBy(() -> warehouse.append(TASKS, failing)).hasStackTraceContaining("lost");
    assertThat(tasks(warehouse)).isEmpty();

    warehouse.append(TASKS, List.of(FIRST));
    assertThat(tasks(warehouse)).containsExactly(FIRST);
  }

  @Test
  void whatTwoAppendAtTheSameTimeIsThereOnce() throws Exception {
    Warehouse warehouse = SparkTest.warehouse(directory);
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      // The first round makes the table, the second adds to it.
      for (String round : List.of("a", "b")) {
        CyclicBarrier start = new CyclicBarrier(2);
        Task shared = new Task(round, "Both have it.", null);
        List<Callable<Void>> drivers = new ArrayList<>();
        for (String driver : List.of("1", "2")) {
          Task own = new Task(round + driver, "One has it.", null);
          drivers.add(
              () -> {
                var unused = start.await();
                warehouse.append(TASKS, List.of(shared, own));
                return null;
              });
        }
        for (Future<Void> driver : both.invokeAll(drivers)) {
          driver.get();
        }
      }
    } finally {
      both.shutdownNow();
    }

    assertThat(tasks(warehouse))
        .extracting(Task::taskId)
        .containsExactlyInAnyOrder("a", "a1", "a2", "b", "b1", "b2");
  }

  private static List<Task> tasks(Warehouse warehouse) {
    return TASKS.collect(warehouse.read(TASKS));
  }
}
