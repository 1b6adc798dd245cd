package dev.trace2skill.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpisodeTest {

  private static final List<Episode> EPISODES =
      IntStream.range(0, 40)
          .boxed()
          .flatMap(task -> Simulation.standard().episodes(task).stream())
          .toList();

  @Test
  void everyResultIsThatOfTheCallOnAFreshWorld() {
    for (Episode episode : EPISODES) {
      World world = new World(episode.scenario().catalog(), episode.weather());

      List<ToolResult> replayed = calls(episode).stream().map(world::call).toList();

      assertThat(replayed)
          .isEqualTo(episode.steps().stream().flatMap(s -> s.toolResults().stream()).toList());
    }
  }

  @Test
  void everyRightCallSucceeds() {
    for (int task = 0; task < 40; task++) {
      Scenario scenario = Scenario.of(7, task);
      World world = new World(scenario.catalog(), 0);

      assertThat(scenario.expectedCalls())
          .allMatch(call -> Boolean.FALSE.equals(world.call(call).error()));
    }
  }

  @Test
  void crashedRunsAreShort() {
    List<Episode> crashed = EPISODES.stream().filter(e -> e.outcome() == Outcome.INFRA).toList();

    assertThat(crashed).isNotEmpty().allMatch(e -> calls(e).size() <= 2 && e.steps().size() <= 7);
  }

  @Test
  void stepsAreNumberedInOrder() {
    for (Episode episode : EPISODES) {
      assertThat(episode.steps())
          .extracting(Step::stepIndex)
          .isEqualTo(IntStream.range(0, episode.steps().size()).boxed().toList());
    }
  }

  @Test
  void refundBeforeIdentityShowsInTheOrderOfCalls() {
    assertShows(
        Slip.REFUND_BEFORE_IDENTITY,
        e -> first(e, Tool.ISSUE_REFUND) < first(e, Tool.VERIFY_IDENTITY));
  }

  @Test
  void aDateThatIsNotIsoShowsInTheArgument() {
    assertShows(
        Slip.DATE_NOT_ISO,
        e -> calls(e).stream().anyMatch(c -> c.arguments().matches(".*\\d\\d/\\d\\d/\\d{4}.*")));
  }

  @Test
  void unreadPagesShowInThePagesAskedFor() {
    assertShows(
        Slip.FURTHER_PAGES_UNREAD,
        e -> calls(e).stream().noneMatch(c -> c.arguments().contains("\"page\":2")));
  }

  @Test
  void aLockThatStaysShowsInTheMissingRelease() {
    assertShows(Slip.LOCK_NOT_RELEASED, e -> count(e, Tool.RELEASE_LOCK) == 0);
  }

  @Test
  void calledTooOftenOrNotAtAllShowsInTheCount() {
    assertShows(Slip.CONFIRMATION_LEFT_OUT, e -> count(e, Tool.SEND_CONFIRMATION) == 0);
    assertShows(Slip.NEEDLESS_ESCALATION, e -> count(e, Tool.ESCALATE) > 0);
    assertShows(Slip.REPLACEMENT_REPEATED, e -> count(e, Tool.CREATE_REPLACEMENT) > 1);
    assertShows(Slip.SECOND_ITEM_FORGOTTEN, e -> count(e, Tool.ISSUE_REFUND) < 2);
  }

  @Test
  void anotherMethodShowsAgainstTheRightCalls() {
    assertShows(
        Slip.REFUND_TO_OTHER_METHOD,
        e ->
            calls(e).stream()
                .filter(c -> c.tool().equals(Tool.ISSUE_REFUND.wireName()))
                .noneMatch(c -> c.arguments().contains(e.scenario().order().method())));
  }

  @Test
  void aSlipAloneMakesTheRunFail() {
    for (int task = 0; task < 40; task++) {
      Scenario scenario = Scenario.of(7, task);
      for (Slip slip : Scenario.family(task).slips()) {
        World world = new World(scenario.catalog(), 0);
        new Agent(world, scenario.request(), EnumSet.of(slip), Dice.of(task, slip.name())).run();
        assertThat(world.facts())
            .as("%s %s", scenario.taskId(), slip)
            .isNotEqualTo(scenario.goal());
      }
    }
  }

  @Test
  void noTwoCausesArePossibleInTheSameTasks() {
    Set<Set<Family>> places = new LinkedHashSet<>();
    for (Slip slip : Slip.values()) {
      Set<Family> families = EnumSet.allOf(Family.class);
      families.removeIf(f -> !f.slips().contains(slip));
      places.add(families);
    }

    assertThat(places).hasSize(Slip.values().length);
  }

  private static void assertShows(Slip slip, Predicate<Episode> sign) {
    for (Episode episode : EPISODES) {
      if (episode.outcome() != Outcome.INFRA
          && episode.scenario().request().family().slips().contains(slip)) {
        assertThat(sign.test(episode)).isEqualTo(episode.slips().contains(slip));
      }
    }
  }

  private static int first(Episode episode, Tool tool) {
    return calls(episode).stream().map(ToolCall::tool).toList().indexOf(tool.wireName());
  }

  private static long count(Episode episode, Tool tool) {
    return calls(episode).stream().filter(c -> c.tool().equals(tool.wireName())).count();
  }

  private static List<ToolCall> calls(Episode episode) {
    return episode.steps().stream().flatMap(s -> s.toolCalls().stream()).toList();
  }
}
