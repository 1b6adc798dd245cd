package dev.trace2skill.tasks;

import static dev.trace2skill.store.Tables.TASKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskImportTest {

  @TempDir private Path folder;

  @Test
  void importingAgainAddsNothingAndWhatChangedIsOnlyReplacedWhenAsked() throws IOException {
    Warehouse warehouse = SparkTest.warehouse(folder);
    // A table of an earlier version, with a task that a trace brought in.
    Task ofTrace = new Task("t1", "Q", null);
    TASKS
        .rows(SparkTest.spark(), List.of(ofTrace))
        .select("task_id", "query", "ground_truth")
        .write()
        .format("delta")
        .save(warehouse.location("tasks"));
    TaskFiles files = new TaskFiles(folder);
    String file =
        files.with("t.csv", "task_id,query,expected,evaluator\nt1,Q,1,exact\nt2,R,2,exact\n");
    TaskImport stage = new TaskImport(warehouse);
    TaskRequest request =
        new TaskRequest(List.of(file), null, "train", List.of("mine"), "mended", false);

    assertThatThrownBy(() -> stage.run(request))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("1 tasks are stored with other contents: t1; --replace");
    assertThat(TASKS.collect(warehouse.read(TASKS))).containsExactly(ofTrace);

    TaskImport.Counts replaced =
        stage.run(new TaskRequest(List.of(file), null, "train", List.of("mine"), "mended", true));
    assertThat(replaced).isEqualTo(new TaskImport.Counts(2, 1, 0, 1, List.of()));
    assertThat(TASKS.collect(warehouse.read(TASKS).orderBy("task_id")))
        .extracting(Task::checks, Task::split, Task::tags)
        .containsExactly(
            tuple(List.of(Check.answer("exact", "1")), "train", List.of("mine")),
            tuple(List.of(Check.answer("exact", "2")), "train", List.of("mine")));

    assertThat(stage.run(request)).isEqualTo(new TaskImport.Counts(2, 0, 2, 0, List.of()));
  }
}
