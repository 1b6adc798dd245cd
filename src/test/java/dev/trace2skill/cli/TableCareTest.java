package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Task;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class TableCareTest {

  @TempDir private Path directory;

  @Test
  void smallFilesBecomeOneAndOldOnesGoWhenNobodyReadsThem() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    for (String id : List.of("a", "b")) {
      warehouse.append(TASKS, List.of(new Task(id, "Do it.", null)));
    }
    String path = warehouse.path();

    assertThat(Answer.to("optimize", "--warehouse", path).out())
        .containsPattern("tasks +2 +1 +0.0 MB");
    Answer dry =
        Answer.to(
            "vacuum", "--warehouse", path, "--older-than", "0", "--nobody-reads", "--dry-run");
    assertThat(dry.out()).contains("would be deleted").containsPattern("tasks +1 +2\\b");
    assertThat(
            Answer.to("vacuum", "--warehouse", path, "--older-than", "0", "--nobody-reads").out())
        .containsPattern("tasks +1 +2\\b");

    warehouse = SparkTest.warehouse(directory);
    assertThat(warehouse.read(TASKS).count()).isEqualTo(2);
  }

  @Test
  void filesThatReadersMayNeedAreKept() {
    Answer refused = Answer.to("vacuum", "--warehouse", "w", "--older-than", "23");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("last 24 hours").contains("--nobody-reads");
  }
}
