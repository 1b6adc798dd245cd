package dev.trace2skill.gate;

import static dev.trace2skill.store.Tables.OPENINGS;
import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.gate.GateStage.Cell;
import dev.trace2skill.gate.SplitSettings.By;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {

  private static final SplitSettings BY_TASK = new SplitSettings(By.TASK, 0.3, 0.2, null, 0, 0.9);
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void tasksAreDealtByShareAndStayWhereTheyAre() {
    Map<Part, Long> counts =
        IntStream.range(0, 2_000)
            .mapToObj(i -> Assigned.of(task("t-" + i, "", null), null, BY_TASK).part())
            .collect(Collectors.groupingBy(p -> p, Collectors.counting()));

    assertThat(counts.get(Part.VALIDATE) / 2_000.0).isEqualTo(0.3, within(0.03));
    assertThat(counts.get(Part.SEALED) / 2_000.0).isEqualTo(0.2, within(0.03));
    assertThat(part(task("t-1", "", null))).isEqualTo(part(task("t-1", "other words", null)));
  }

  @Test
  void familyStaysTogetherAndATaskThatNamesItsPartStaysThere() {
    SplitSettings byFamily = new SplitSettings(By.FAMILY, 0.3, 0.2, null, 4, 0.9);

    assertThat(
            IntStream.range(0, 50)
                .mapToObj(i -> Assigned.of(task("refund-" + i, "", null), null, byFamily).part())
                .distinct())
        .hasSize(1);
    assertThat(part(task("t-1", "", "test"))).isEqualTo(Part.SEALED);
    assertThat(part(task("t-1", "", "train"))).isEqualTo(Part.EVOLVE);
    assertThat(part(task("t-1", "", "Validation"))).isEqualTo(Part.VALIDATE);
    assertThat(part(task("t-1", "", "hard"))).isEqualTo(part(task("t-1", "", null)));
  }

  @Test
  void whatIsFirstSeenLaterIsHeldOut() {
    SplitSettings byTime = new SplitSettings(By.TIME, 0.3, 0, NOVEMBER, 0, 0.9);

    assertThat(Assigned.of(task("t", "", null), NOVEMBER.minusSeconds(1), byTime).part())
        .isEqualTo(Part.EVOLVE);
    assertThat(Assigned.of(task("t", "", null), NOVEMBER, byTime).part()).isEqualTo(Part.VALIDATE);
    assertThat(Assigned.of(task("t", "", null), null, byTime).part()).isEqualTo(Part.VALIDATE);
  }

  @Test
  void textsThatSayNearlyTheSameShareABand() {
    String text = "Please cancel order W-17 and refund the kettle, which I paid in advance, today.";
    String like = text.replace("today", "now");
    String other = "The parcel went lost; send another one to my new address at the harbour.";

    assertThat(TaskText.likeness(text, like)).isGreaterThan(0.7);
    assertThat(TaskText.bands(text)).containsAnyElementsOf(TaskText.bands(like));
    assertThat(TaskText.bands(text)).doesNotContainAnyElementsOf(TaskText.bands(other));
    assertThat(TaskText.likeness(text, text.toUpperCase(Locale.ROOT))).isEqualTo(1);
  }

  @Test
  void nothingIsLearntFromHeldOutTasksAndSealedOnesOpenOnce() {
    Warehouse warehouse = SparkTest.warehouse(directory);
    List<Task> tasks = new ArrayList<>();
    tasks.add(task("learn-1", "Please send the blue chair to my sister in Lyon.", "train"));
    tasks.add(task("sealed-1", "Please send the blue chair to my sister in Lyon!", "test"));
    for (int i = 2; i < 10; i++) {
      tasks.add(
          task("sealed-" + i, "Question number %d is about %d things".formatted(i, i), "test"));
    }
    warehouse.append(TASKS, tasks);
    warehouse.append(TRAJECTORIES, List.of(run("learn-1"), run("sealed-1"), run("sealed-2")));
    Splits splits = new Splits(warehouse, SplitSettings.NAMED);

    assertThat(
            warehouse
                .seeing(splits.learning())
                .currentTrajectories()
                .select("task_id")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("learn-1");
    assertThat(new Leaks(splits).sharedPrincipals()).isEqualTo(1);

    GateStage stage = new GateStage(warehouse, splits, "joe", "run", Clock.systemUTC());
    List<Leak> leaks = new ArrayList<>();
    Verdict first = judge(stage, leaks);

    assertThat(first.kind()).isEqualTo(Verdict.Kind.SEALED);
    assertThat(first.tasks()).hasSize(8).noneMatch(t -> t.taskId().equals("sealed-1"));
    assertThat(leaks).containsExactly(new Leak("sealed-1", "learn-1", 1));
    assertThat(OPENINGS.collect(warehouse.read(OPENINGS)))
        .singleElement()
        .satisfies(
            opening -> {
              assertThat(opening.openedBy()).isEqualTo("joe");
              assertThat(opening.taskCount()).isEqualTo(8);
            });
    assertThatThrownBy(() -> judge(stage, leaks))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the sealed tasks were opened for version v with desk on m at ")
        .hasMessageEndingWith("and that stands: verdict " + first.verdictId());
  }

  private static Verdict judge(GateStage stage, List<Leak> leaks) {
    Skill base = Skill.of(Map.of("SKILL.md", "base"));
    Skill next = Skill.of(Map.of("SKILL.md", "next"));
    SkillVersion version =
        new SkillVersion("v", "desk", next.id(), base.id(), "c", 1, next.files(), base.files());
    GateSettings once = GateSettings.DEFAULT.plain();
    return stage.judge(
        version,
        base,
        new Cell("desk", "m"),
        Part.SEALED,
        new Gatekeeper(once, 1),
        ids ->
            ids.stream()
                .flatMap(
                    id ->
                        List.of(Played.trial(0, id, 0, false), Played.trial(1, id, 0, true))
                            .stream())
                .toList(),
        planned -> leaks.addAll(planned.leaks()));
  }

  private static Part part(Task task) {
    return Assigned.of(task, null, BY_TASK).part();
  }

  private static Task task(String id, String query, @Nullable String split) {
    return new Task(id, query, null, List.of(), List.of(), split, List.of());
  }

  private static Trajectory run(String taskId) {
    return Trajectory.of(new Source("messages", null, "x", ""), taskId).principal("ann").build();
  }
}
