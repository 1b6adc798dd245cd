package dev.trace2skill.ingest;

import static dev.trace2skill.ingest.Conversations.chat;
import static dev.trace2skill.ingest.Conversations.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.IngestedFile;
import dev.trace2skill.model.IngestedFile.Status;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Reject;
import dev.trace2skill.model.Supersession;
import dev.trace2skill.model.Supersession.Reason;
import dev.trace2skill.model.TraceFile;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of the tables when a folder is ingested again after files were added or have grown:
 * one folder, ingested three times and a fourth time as it is, for all tests.
 */
class IngestAgainTest {

  private static final String HUMAN = "{\"type\":\"human\",\"content\":\"What is new?\"}";
  private static final String AI = "{\"type\":\"ai\",\"content\":\"Nothing.\"}";
  private static final String SECRET = "AKIA" + "Q3EGRZ7XK5LNPD2T";

  @TempDir private static Path directory;

  private static List<IngestCounts> counts = List.of();
  private static List<Trajectory> all = List.of();
  private static List<Trajectory> current = List.of();
  private static List<Supersession> supersessions = List.of();
  private static List<Reject> rejects = List.of();
  private static List<IngestedFile> files = List.of();
  private static List<TraceFile> traceFiles = List.of();
  private static List<String> texts = List.of();

  @BeforeAll
  static void ingestAgainAndAgain() throws IOException {
    Warehouse warehouse = SparkTest.warehouse(directory.resolve("tables"));
    String live = chat("live-1", "t1", "success", "a") + chat("live-2", "t2", "success", "b");
    List<IngestCounts> told = new ArrayList<>();

    write("same.jsonl", chat("same", "t1", "success", "Hello."));
    write("week1.jsonl", chat("week-1", "t1", "success", "a") + chat("week-2", "t2", null, "b"));
    write("grows.jsonl", chat("grows", "t1", null, "one"));
    write("bare.jsonl", chat("judged", "t1", null, "one"));
    write("live.jsonl", live.substring(0, live.length() - 30));
    write("secret.jsonl", chat("secret", "t1", null, "my key is " + SECRET, "again " + SECRET));
    write("notes.txt", "Dear diary,\n");
    write("day1.jsonl", run("r1", null, "chain", "\"inputs\":{\"messages\":[" + HUMAN + "]}"));
    told.add(ingest(warehouse));

    write("week2.jsonl", chat("week-2", "t2", null, "b") + chat("week-1", "t1", "success", "a"));
    write("grows.jsonl", chat("grows", "t1", null, "one", "two"));
    write("labelled.jsonl", chat("judged", "t1", "success", "one"));
    write("live.jsonl", live);
    write(
        "day2.jsonl",
        run("r2", "r1", "llm", "\"outputs\":{\"messages\":[" + AI + "]}")
            + run("r1", null, "chain", "\"outputs\":{\"messages\":[" + HUMAN + "," + AI + "]}"));
    told.add(ingest(warehouse));

    write("old.jsonl", chat("grows", "t1", null, "one"));
    write("again.jsonl", Files.readString(directory.resolve("traces/day2.jsonl")));
    told.add(ingest(warehouse));

    told.add(ingest(warehouse));
    collect(warehouse);
    counts = told;
  }

  @Test
  void fileThatHasNotChangedIsNotReadAgain() {
    assertThat(versions("same.jsonl")).hasSize(1);
    assertThat(counts).extracting(IngestCounts::filesUnchanged).containsExactly(0L, 5L, 10L, 12L);
    assertThat(counts.get(3).trajectories()).isZero();
  }

  @Test
  void sameRunsInAnotherFileChangeNothing() {
    assertThat(counts.get(1).known()).isEqualTo(3);
    assertThat(of(all, "week-1")).hasSize(1);
    assertThat(of(all, "week-2")).hasSize(1);
    assertThat(versions("week2.jsonl")).hasSize(1);
  }

  @Test
  void sessionThatHasGrownSupersedesItsOlderSelf() {
    assertThat(of(all, "grows")).hasSize(2);
    // The older export turned up once more, elsewhere.
    assertThat(versions("old.jsonl")).hasSize(1);
    assertThat(of(current, "grows")).extracting(run -> run.steps().size()).containsExactly(4);
    assertThat(reasons("grows")).containsExactly(Reason.GROWN);
  }

  @Test
  void labelledExportSupersedesTheUnlabelledOne() {
    assertThat(of(current, "judged"))
        .extracting(Trajectory::outcome)
        .containsExactly(Outcome.SUCCESS);
    assertThat(reasons("judged")).containsExactly(Reason.REJUDGED);
  }

  @Test
  void recordThatWasStillBeingWrittenIsARejectOfThatVersionOfTheFile() {
    IngestedFile first = versions("live.jsonl").get(0);
    IngestedFile second = versions("live.jsonl").get(1);

    assertThat(first.rejectedCount()).isEqualTo(1);
    assertThat(first.usedCount()).isEqualTo(1);
    assertThat(second.rejectedCount()).isZero();
    assertThat(second.usedCount()).isEqualTo(2);
    assertThat(of(all, "live-1")).hasSize(1);
    assertThat(of(all, "live-2")).hasSize(1);
    // Rejects name the version of the file; the last one has none.
    assertThat(rejects).extracting(Reject::fileId).contains(first.fileId());
    assertThat(rejects).extracting(Reject::fileId).doesNotContain(second.fileId());
  }

  @Test
  void fileThatNobodyKnowsIsLookedAtAgain() {
    assertThat(counts.get(3).total().files()).isEqualTo(1);
    assertThat(counts.get(3).total().rejects()).isEqualTo(1);
    assertThat(rejects).filteredOn(reject -> reject.uri().endsWith("notes.txt")).hasSize(1);
    assertThat(versions("notes.txt"))
        .extracting(IngestedFile::status)
        .containsExactly(Status.UNKNOWN);
  }

  @Test
  void traceThatArrivesInPiecesIsPutTogetherFromAllOfThem() {
    // The day before was read again for the sake of the trace, but is no news.
    assertThat(versions("day1.jsonl")).hasSize(1);
    assertThat(current)
        .filteredOn(run -> run.source().format().equals("langsmith"))
        .extracting(run -> run.query() + " " + run.finalAnswer())
        .containsExactly("What is new? Nothing.");
    assertThat(supersessions).extracting(Supersession::reason).contains(Reason.REASSEMBLED);
    assertThat(counts.get(1).superseded()).isEqualTo(3);
  }

  @Test
  void recordsOfATraceThatComeAgainChangeNothing() {
    assertThat(counts.get(2).trajectories()).isZero();
    assertThat(counts.get(2).superseded()).isZero();
    assertThat(traceFiles)
        .extracting(file -> file.uri().substring(file.uri().lastIndexOf('/') + 1))
        .containsExactlyInAnyOrder("day1.jsonl", "day2.jsonl", "again.jsonl");
  }

  @Test
  void secretsNeverReachATable() {
    assertThat(of(all, "secret")).hasSize(1);
    assertThat(counts.get(0).redactions().values().stream().mapToLong(n -> n).sum())
        .isGreaterThan(1);
    assertThat(texts).isNotEmpty().noneMatch(row -> row.contains(SECRET));
  }

  @Test
  void everyFileNamesTheRunThatReadIt() {
    assertThat(files).isNotEmpty().extracting(IngestedFile::runId).containsOnly("run");
  }

  private static IngestCounts ingest(Warehouse warehouse) {
    return new IngestStage(warehouse, OutcomeSettings.DEFAULT, "run")
        .run(
            IngestRequest.of(List.of(directory.resolve("traces").toString()), null),
            (done, total, soFar) -> {});
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("traces")).resolve(name), text);
  }

  private static void collect(Warehouse warehouse) {
    all = Tables.TRAJECTORIES.collect(warehouse.read(Tables.TRAJECTORIES));
    current = Tables.TRAJECTORIES.collect(warehouse.currentTrajectories());
    supersessions = Tables.SUPERSESSIONS.collect(warehouse.read(Tables.SUPERSESSIONS));
    rejects = Tables.REJECTS.collect(warehouse.read(Tables.REJECTS));
    files = Tables.INGESTED_FILES.collect(warehouse.read(Tables.INGESTED_FILES));
    traceFiles = Tables.TRACE_FILES.collect(warehouse.read(Tables.TRACE_FILES));
    texts =
        Tables.ALL.stream()
            .filter(warehouse::has)
            .flatMap(table -> warehouse.read(table).toJSON().collectAsList().stream())
            .toList();
  }

  /** The rows of a file in the ledger, the shortest version first. */
  private static List<IngestedFile> versions(String name) {
    return files.stream()
        .filter(file -> file.uri().endsWith("/" + name))
        .sorted(Comparator.comparingLong(IngestedFile::byteCount))
        .toList();
  }

  private static List<Trajectory> of(List<Trajectory> runs, String session) {
    return runs.stream().filter(run -> session.equals(run.sessionId())).toList();
  }

  /** Why trajectories of a session do not count any more. */
  private static List<Reason> reasons(String session) {
    List<String> ids = of(all, session).stream().map(Trajectory::trajectoryId).toList();
    return supersessions.stream()
        .filter(one -> ids.contains(one.trajectoryId()))
        .map(Supersession::reason)
        .toList();
  }
}
