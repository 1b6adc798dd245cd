package dev.trace2skill.ingest;

import static dev.trace2skill.ingest.Conversations.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.store.Table;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows, waves, labels and jobs that are killed, each with a warehouse of its own. */
class IngestStageTest {

  @TempDir Path directory;
  private Path traces;
  private Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    traces = Files.createDirectories(directory.resolve("traces"));
    warehouse = SparkTest.warehouse(directory.resolve("warehouse"));
  }

  @Test
  void filesThatMayStillChangeAreLeftForLater() throws IOException {
    write("a.jsonl", chat("s1", "t1", "success", "a"));

    IngestCounts counts = ingest(null, null, false, Duration.ofHours(1));

    assertThat(counts.filesUnsettled()).isEqualTo(1);
    assertThat(counts.total().files()).isZero();
  }

  @Test
  void windowLeavesOutWhatStartedOutsideAndAWiderOneReadsAgain() throws IOException {
    write(
        "a.jsonl",
        at("2026-01-01", chat("s1", "t1", "success", "a"))
            + at("2026-01-02", chat("s2", "t2", "success", "b"))
            + chat("s3", "t3", "success", "c"));

    IngestCounts day =
        ingest(
            Instant.parse("2026-01-02T00:00:00Z"),
            Instant.parse("2026-01-03T00:00:00Z"),
            false,
            Duration.ZERO);

    assertThat(day.trajectories()).isEqualTo(1);
    assertThat(day.total().outside()).isEqualTo(2);
    assertThat(ingest().trajectories()).isEqualTo(2);
    assertThat(ingest(Instant.EPOCH, null, false, Duration.ZERO).total().files()).isZero();
  }

  @Test
  void jobThatWasKilledBeforeTheLedgerIsDoneAgainWithoutATrace() throws IOException {
    write("a.jsonl", chat("s1", "t1", "success", "a") + "{broken\n");
    write("b.jsonl", chat("s1", "t1", "success", "a", "b"));
    ingest();
    Map<String, Long> before = counts();
    assertThat(
            FileUtil.fullyDelete(
                Path.of(warehouse.location(Tables.INGESTED_FILES.name())).toFile()))
        .isTrue();

    ingest();

    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void wavesTogetherGiveWhatOneGives() throws IOException {
    for (int i = 0; i < 3; i++) {
      write("f" + i + ".jsonl", chat("s" + i % 2, "t" + i % 2, null, words(i)));
    }
    ingest();
    Map<String, Long> atOnce = counts();
    List<IngestCounts> told = new ArrayList<>();
    warehouse = SparkTest.warehouse(directory.resolve("waves"));

    new IngestStage(warehouse, OutcomeSettings.DEFAULT, "run", 1)
        .run(
            IngestRequest.of(List.of(traces.toString()), null),
            (done, total, counts) -> told.add(counts));

    assertThat(counts()).isEqualTo(atOnce);
    assertThat(told).hasSize(3);
    assertThat(told.get(2).total().records()).isEqualTo(3);
  }

  @Test
  void labelsDecideForTrajectoriesThatAreThereAlready() throws IOException {
    write("a.jsonl", chat("s1", "t1", "success", "a") + chat("s2", "t2", null, "b"));
    ingest();
    Path labels = directory.resolve("labels.csv");
    Files.writeString(
        labels,
        "session_id,outcome,reason\ns1,failure,\"no, not at all\"\ns2,success,\n,failure,\n");
    IngestStage stage = new IngestStage(warehouse, OutcomeSettings.DEFAULT, "run");

    long changed = stage.judge(List.of(labels.toString()));

    assertThat(changed).isEqualTo(2);
    assertThat(outcomes()).containsExactly("failure label", "success label");
    // One row names no run.
    assertThat(count(Tables.LABELS)).isEqualTo(2);
    assertThat(count(Tables.REJECTS)).isEqualTo(1);
    assertThat(stage.judge(List.of(labels.toString()))).isZero();
    OutcomeSettings strict = OutcomeSettings.changed().minConfidence(1).build();
    assertThat(new IngestStage(warehouse, strict, "run").judge(List.of())).isZero();
  }

  private IngestCounts ingest() {
    return ingest(null, null, false, Duration.ZERO);
  }

  private IngestCounts ingest(
      @Nullable Instant from, @Nullable Instant to, boolean again, Duration settled) {
    return new IngestStage(warehouse, OutcomeSettings.DEFAULT, "run")
        .run(
            new IngestRequest(List.of(traces.toString()), null, from, to, again, settled),
            (done, total, counts) -> {});
  }

  private void write(String name, String text) throws IOException {
    Path file = traces.resolve(name);
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private List<String> outcomes() {
    return warehouse
        .read(Tables.TRAJECTORIES)
        .orderBy("session_id")
        .selectExpr("concat(outcome, ' ', outcome_source)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static String[] words(int count) {
    String[] words = new String[count + 1];
    for (int i = 0; i <= count; i++) {
      words[i] = "word " + i;
    }
    return words;
  }

  private static String at(String day, String record) {
    return record.replaceFirst("\\{", "{\"started_at\":\"" + day + "T12:00:00Z\",");
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    Tables.ALL.forEach(table -> counts.put(table.name(), count(table)));
    return counts;
  }

  private long count(Table<?> table) {
    return warehouse.read(table).count();
  }
}
