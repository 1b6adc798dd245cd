package dev.trace2skill.store;

import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that an earlier version wrote, before there were rollouts, checks and splits. */
@Tag("spark")
class GoldenWarehouseTest {

  @TempDir private Path directory;

  @Test
  void warehouseOfAnEarlierVersionIsReadAndGoesOn() throws IOException {
    unzip(Path.of("src/test/resources/golden/warehouse.zip"), directory.resolve("warehouse"));
    Warehouse warehouse = SparkTest.warehouse(directory);
    assertThat(warehouse.spark().read().format("delta").load(warehouse.location("tasks")).columns())
        .doesNotContain("checks");

    List<Trajectory> runs = TRAJECTORIES.collect(warehouse.currentTrajectories());
    assertThat(runs).hasSize(32).allMatch(run -> run.rollout() == null);
    assertThat(runs).allMatch(run -> !run.steps().isEmpty());
    assertThat(TASKS.collect(warehouse.read(TASKS)))
        .hasSize(8)
        .allMatch(task -> task.split() == null);
    for (Table<?> table : List.of(Tables.CONTRASTS, Tables.INGESTED_FILES, Tables.RUNS)) {
      assertThat(table.collect(warehouse.read(table))).as(table.name()).isNotEmpty();
    }

    Task known = TASKS.collect(warehouse.read(TASKS)).get(0);
    warehouse.append(TASKS, List.of(known, Specimens.full(Task.class, 1)));

    assertThat(TASKS.collect(warehouse.read(TASKS)))
        .hasSize(9)
        .contains(known, Specimens.full(Task.class, 1));
  }

  private static void unzip(Path zip, Path target) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = target.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
  }
}
