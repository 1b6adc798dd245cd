package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.ATTRIBUTIONS;
import static dev.trace2skill.store.Tables.INGESTED_FILES;
import static dev.trace2skill.store.Tables.PUBLICATIONS;
import static dev.trace2skill.store.Tables.REJECTS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.simulate.Simulation;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports of several nights, each read in the night that it came: they overlap, one comes late, one
 * is cut, one is empty. Takes minutes, so it is asked for: {@code mvn surefire:test
 * -Dtest=NightlyExportsCheck -Dnights=30}, after {@code mvn test-compile}, plays a month.
 */
@Tag("spark")
class NightlyExportsCheck {

  private static final int NIGHTS = Integer.getInteger("nights", 4);

  /** A month gives enough to learn from; a few nights show that nothing is lost or doubled. */
  private static final boolean LEARNS = NIGHTS > 10;

  private static final int RUNS_A_NIGHT = 24;
  private static final int CUT = 2;
  private static final int EMPTY = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void nightsGiveWhatOneRunOverEverythingGives() throws IOException {
    List<String> all = runs();
    List<JsonNode> summaries = new ArrayList<>();
    for (int night = 1; night <= NIGHTS; night++) {
      deliver(all, night);
      summaries.add(evolve("nightly"));
    }
    if (LEARNS) {
      // What came since the last evolution was too little for another one.
      var unused = evolve("nightly", 1);
    }
    JsonNode once = evolve("once");

    assertThat(summaries).extracting(s -> s.path("exit_code").asInt()).containsOnly(0);
    assertThat(count(summaries.get(0), "trajectories")).isEqualTo(RUNS_A_NIGHT);
    // The line that was cut comes whole with the next export; of that night the rest is read.
    assertThat(count(summaries.get(CUT - 1), "trajectories")).isEqualTo(RUNS_A_NIGHT - 1);
    assertThat(count(summaries.get(CUT - 1), "rejects")).isEqualTo(1);
    assertThat(count(summaries.get(EMPTY - 1), "trajectories")).isZero();
    assertThat(summaries.get(EMPTY - 1).path("exit_reason").asText())
        .startsWith("nothing to learn yet: ");
    // What came late, what was cut, and what is new.
    assertThat(count(summaries.get(3), "trajectories")).isEqualTo(RUNS_A_NIGHT + 2);
    assertThat(once.path("exit_code").asInt()).isZero();
    assertThat(count(once, "trajectories")).isEqualTo((NIGHTS - 1L) * RUNS_A_NIGHT + 1);

    for (Table<?> table : List.of(TRAJECTORIES, REJECTS, ATTRIBUTIONS)) {
      assertThat(keys("nightly", table)).as(table.name()).isEqualTo(keys("once", table));
    }
    assertThat(files("nightly")).isEqualTo(files("once"));
    if (LEARNS) {
      assertThat(skill("nightly")).isEqualTo(skill("once")).contains("Seen in");
      // No night published what stood already.
      assertThat(warehouse("nightly").read(PUBLICATIONS).select("skill_id").distinct().count())
          .isEqualTo(warehouse("nightly").read(PUBLICATIONS).count());
    }
  }

  /** Enough simulated runs for all nights but the empty one, and one that comes late. */
  private static List<String> runs() throws IOException {
    StringWriter chats = new StringWriter();
    int tasks = (NIGHTS * RUNS_A_NIGHT + 8) / 8;
    new Simulation(7, tasks, 8).write(chats);
    return chats.toString().lines().toList();
  }

  /** The export of a night: what is new, and the last four runs of the night before. */
  private void deliver(List<String> all, int night) throws IOException {
    Path folder =
        Files.createDirectories(directory.resolve("exports/export_id=%03d".formatted(night)));
    if (night == EMPTY) {
      Files.writeString(folder.resolve("runs.jsonl"), "");
      return;
    }
    int first = (night - (night > EMPTY ? 2 : 1)) * RUNS_A_NIGHT;
    String text =
        String.join("\n", all.subList(Math.max(0, first - 4), first + RUNS_A_NIGHT)) + "\n";
    Files.writeString(
        folder.resolve("runs.jsonl"), night == CUT ? text.substring(0, text.length() - 200) : text);
    if (night == EMPTY + 1) {
      Files.writeString(
          directory.resolve("exports/export_id=001/late.jsonl"), all.get(all.size() - 1) + "\n");
    }
  }

  private JsonNode evolve(String name) throws IOException {
    return evolve(name, LEARNS ? 100 : 1000);
  }

  private JsonNode evolve(String name, int minSessions) throws IOException {
    // The session that the tests share, so that commands are as quick as they are.
    SparkTest.spark();
    Path conf =
        Files.writeString(
            directory.resolve(name + ".yaml"),
            """
            warehouse: %1$s/%2$s
            skill: {path: %1$s/%2$s-skill/desk, description: Handles requests at a service desk.}
            evidence: [{path: "%1$s/exports/export_id=*/", format: messages}]
            online: {min-sessions: %3$d, routes: [{skill: desk, uri: "."}]}
            publish: {gate: "off"}
            """
                .formatted(directory, name, minSessions));
    Path summary = directory.resolve(name + ".jsonl");
    Answer answer =
        Answer.to("evolve-online", "--conf", conf.toString(), "--summary", summary.toString());
    List<String> lines = Files.readAllLines(summary);
    JsonNode last = JSON.readTree(lines.get(lines.size() - 1));
    assertThat(answer.code()).as("%s", answer).isEqualTo(last.path("exit_code").asInt());
    return last;
  }

  private static long count(JsonNode summary, String name) {
    return summary.path("counts").path(name).asLong();
  }

  private Warehouse warehouse(String name) {
    return new Warehouse(SparkTest.spark(), directory.resolve(name).toString());
  }

  private List<String> keys(String name, Table<?> table) {
    return warehouse(name)
        .read(table)
        .selectExpr("concat_ws(' ', %s) AS k".formatted(String.join(", ", table.key())))
        .orderBy("k")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private List<String> files(String name) {
    return warehouse(name)
        .read(INGESTED_FILES)
        .selectExpr("concat_ws(' ', uri, record_count, rejected_count) AS k")
        .orderBy("k")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private String skill(String name) throws IOException {
    return Files.readString(directory.resolve(name + "-skill/desk/SKILL.md"));
  }
}
