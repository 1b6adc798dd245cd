package dev.trace2skill.ingest;

import static dev.trace2skill.store.Tables.ATTRIBUTIONS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.ingest.RoutingStage.Sessions;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class RoutingStageTest {

  @TempDir private Path folder;

  @Test
  void eachSessionCountsOnceTowardsEachOfItsSkills() {
    Warehouse warehouse = new Warehouse(SparkTest.spark(), folder.toString());
    RoutingStage stage = new RoutingStage(warehouse, new Routing(List.of()));
    warehouse.append(
        TRAJECTORIES,
        List.of(
            run("a", Outcome.SUCCESS, "csv"),
            run("b", Outcome.FAILURE, "csv", "git"),
            run("c", Outcome.UNKNOWN, "csv"),
            run("d", Outcome.SUCCESS)));

    stage.run();
    stage.run();

    assertThat(stage.counts()).isEqualTo(Map.of("", 1L, "csv", 3L, "git", 1L));
    assertThat(warehouse.read(ATTRIBUTIONS).count()).isEqualTo(5);
    assertThat(stage.sessions("csv")).isEqualTo(new Sessions(3, 2, 2));

    stage.consider("csv", "run-1");
    warehouse.append(TRAJECTORIES, List.of(run("e", Outcome.FAILURE, "csv")));
    stage.run();

    assertThat(stage.sessions("csv")).isEqualTo(new Sessions(4, 3, 1));
    assertThat(stage.sessions("git")).isEqualTo(new Sessions(1, 1, 1));
    assertThat(
            warehouse.seeing(stage.of("git")).currentTrajectories().select("query").collectAsList())
        .singleElement()
        .satisfies(row -> assertThat(row.getString(0)).isEqualTo("b"));
  }

  @Test
  void workThatReturnsInSessionsOfNoSkillIsTold() {
    Warehouse warehouse = new Warehouse(SparkTest.spark(), folder.toString());
    RoutingStage stage = new RoutingStage(warehouse, new Routing(List.of()));
    String plan = "{\"command\": \"cd infra && sudo terraform plan | tail -5\"}";
    warehouse.append(
        TRAJECTORIES,
        List.of(
            shell("a", Outcome.SUCCESS, plan),
            shell("b", Outcome.FAILURE, plan),
            shell("c", Outcome.FAILURE, "{\"command\": \"/usr/bin/psql -c x; ls\"}"),
            run("d", Outcome.FAILURE, "csv")));
    stage.run();

    assertThat(stage.recurring(2, 10))
        .containsExactly(new RoutingStage.Recurring("terraform", 2, 1, 1, "a"));
    assertThat(stage.recurring(1, 10))
        .extracting(RoutingStage.Recurring::name)
        .containsExactly("terraform", "psql");
  }

  private static Trajectory shell(String name, Outcome outcome, String arguments) {
    return Trajectory.of(new Source("messages", null, "file:/" + name + ".json", ""), name)
        .query(name)
        .steps(List.of(Step.called(0, "", List.of(new ToolCall("1", "Bash", arguments)))))
        .build()
        .withOutcome(outcome, null, "label", 1);
  }

  @Test
  void otherRulesAreAskedAnew() {
    Warehouse warehouse = new Warehouse(SparkTest.spark(), folder.toString());
    warehouse.append(TRAJECTORIES, List.of(run("refund", Outcome.SUCCESS)));
    RoutingStage without = new RoutingStage(warehouse, new Routing(List.of()));
    without.run();
    RoutingStage with =
        new RoutingStage(
            warehouse, new Routing(List.of(new Route("desk", "refund", null, null, null, null))));

    with.run();

    assertThat(without.sessions("desk")).isEqualTo(new Sessions(0, 0, 0));
    assertThat(with.sessions("desk")).isEqualTo(new Sessions(1, 1, 1));
  }

  private static Trajectory run(String query, Outcome outcome, String... skills) {
    return Trajectory.of(new Source("messages", null, "file:/" + query, ""), "task " + query)
        .query(query)
        .steps(List.of(Step.said(0, Actor.USER, query)))
        .skills(List.of(skills))
        .build()
        .withOutcome(outcome, null, "label", 1);
  }
}
