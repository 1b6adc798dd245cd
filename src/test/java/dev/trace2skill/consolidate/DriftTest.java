package dev.trace2skill.consolidate;

import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class DriftTest {

  private static final String OLD = "2026-01-10T08:00:00Z";
  private static final String NEWEST = "2026-06-01T12:00:00Z";

  @TempDir private Path folder;

  @Test
  void lessonsAgeByTheRunsAndNotByAClock() {
    Warehouse warehouse = new Warehouse(SparkTest.spark(), folder.toString());
    warehouse.append(
        TRAJECTORIES,
        List.of(
            run("a", OLD, "pay", "{\"card\": 1, \"pin\": 2}"),
            run("b", NEWEST, "pay", "{\"card\": 1}"),
            run("c", null, "void", "not JSON")));

    Drift drift = Drift.of(warehouse, 30).orElseThrow();
    List<Lesson> dated =
        drift.of(
            Stream.of(
                    lesson("fresh", NEWEST, "- Call `pay` with `card`."),
                    lesson("old", OLD, "- Ask first."),
                    lesson("pin", NEWEST, "- Give `pin` to `pay`, never `cvc`."),
                    lesson("undated", null, "- Call `void`."))
                .toList());

    assertThat(drift.since()).isEqualTo("2026-05-02T12:00:00Z");
    assertThat(dated).extracting(Lesson::aged).containsExactly(false, true, false, false);
    assertThat(dated)
        .extracting(Lesson::review)
        .containsExactly(
            null,
            "no run since 2026-01-10 supports it",
            "`pin` does not occur in calls since 2026-01-10",
            null);
    assertThat(Drift.of(warehouse, null)).isEmpty();
  }

  private static Trajectory run(String name, @Nullable String end, String tool, String arguments) {
    return Trajectory.of(new Source("messages", null, "file:/" + name + ".json", ""), name)
        .query(name)
        .steps(List.of(Step.called(0, "", List.of(new ToolCall("1", tool, arguments)))))
        .between(null, end == null ? null : Instant.parse(end))
        .build();
  }

  static Lesson lesson(String id, @Nullable String supported, String text) {
    return new Lesson(
        id,
        "c",
        Edit.append("SKILL.md", "Order", text),
        Grade.VERIFIED,
        List.of("error"),
        List.of(),
        List.of(),
        3,
        2,
        1,
        null,
        3.0,
        1L,
        0,
        Status.ACCEPTED,
        null,
        null,
        null,
        supported == null ? null : Instant.parse(supported),
        null,
        null);
  }
}
