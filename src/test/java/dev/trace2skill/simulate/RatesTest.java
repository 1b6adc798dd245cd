package dev.trace2skill.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RatesTest {

  private static final List<Episode> STANDARD = judged(7).toList();
  private static final List<Episode> MANY =
      LongStream.range(100, 120).boxed().flatMap(RatesTest::judged).toList();

  @Test
  void aboutHalfOfTheRunsSucceed() {
    assertThat(successRate(STANDARD)).isBetween(0.45, 0.65);
    assertThat(successRate(MANY)).isBetween(0.45, 0.65);
  }

  @Test
  void nearlyAllTasksAreMixed() {
    Map<String, Long> outcomes =
        STANDARD.stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.scenario().taskId(),
                    Collectors.mapping(
                        Episode::outcome,
                        Collectors.collectingAndThen(
                            Collectors.toSet(), set -> (long) set.size()))));

    assertThat(outcomes.values().stream().filter(count -> count == 2).count())
        .isGreaterThanOrEqualTo(36);
  }

  @ParameterizedTest
  @EnumSource(Slip.class)
  void everyCauseOccursOftenEnoughInManyTasks(Slip slip) {
    List<Episode> possible = possible(STANDARD, slip);

    assertThat(possible.stream().map(e -> e.scenario().taskId()).distinct()).hasSize(16);
    assertThat(rate(possible, e -> e.slips().contains(slip))).isBetween(0.15, 0.35);
    assertThat(rate(possible(MANY, slip), e -> e.slips().contains(slip)))
        .isCloseTo(0.175, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(Slip.class)
  void everyCauseMakesTheRunFail(Slip slip) {
    List<Episode> slipped = MANY.stream().filter(e -> e.slips().contains(slip)).toList();

    assertThat(successRate(slipped)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Slip.class)
  void causesAreIndependentOfEachOther(Slip slip) {
    for (Slip other : Slip.values()) {
      List<Episode> both = possible(possible(MANY, slip), other);
      if (other != slip && !both.isEmpty()) {
        List<Episode> with = both.stream().filter(e -> e.slips().contains(other)).toList();
        assertThat(rate(with, e -> e.slips().contains(slip))).isCloseTo(0.175, within(0.08));
      }
    }
  }

  @Test
  void withoutACauseOnlyMisjudgedRunsFail() {
    List<Episode> clean = MANY.stream().filter(e -> e.slips().isEmpty()).toList();

    assertThat(successRate(clean)).isCloseTo(0.965, within(0.01));
  }

  @Test
  void aFewRunsCrash() {
    long crashed =
        LongStream.range(100, 120)
            .boxed()
            .flatMap(RatesTest::all)
            .filter(e -> e.outcome() == Outcome.INFRA)
            .count();

    assertThat(crashed / 6400.0).isCloseTo(0.02, within(0.005));
  }

  @Test
  void noiseSeparatesNothing() {
    List<Predicate<Episode>> noise =
        List.of(
            e -> called(e, Tool.SEARCH_ARTICLES),
            e -> called(e, Tool.GET_TICKET),
            e -> e.steps().stream().anyMatch(s -> s.text().startsWith("Hello")),
            e -> called(e, Tool.LIST_ORDERS),
            e -> argument(e, "\"slot\""),
            e -> argument(e, "\"priority\""));

    for (Predicate<Episode> feature : noise) {
      for (Family family : Family.values()) {
        List<Episode> alike =
            MANY.stream().filter(e -> e.scenario().request().family() == family).toList();
        assertThat(difference(alike, feature)).isCloseTo(0, within(0.1));
      }
    }
    assertThat(difference(STANDARD, noise.get(0))).isCloseTo(0, within(0.12));
  }

  /** Zero where all episodes, or none, have the feature. */
  private static double difference(List<Episode> episodes, Predicate<Episode> feature) {
    List<Episode> with = episodes.stream().filter(feature).toList();
    List<Episode> without = episodes.stream().filter(feature.negate()).toList();
    return with.isEmpty() || without.isEmpty() ? 0 : successRate(with) - successRate(without);
  }

  private static boolean called(Episode episode, Tool tool) {
    return episode.steps().stream()
        .flatMap(s -> s.toolCalls().stream())
        .anyMatch(c -> c.tool().equals(tool.wireName()));
  }

  private static boolean argument(Episode episode, String text) {
    return episode.steps().stream()
        .flatMap(s -> s.toolCalls().stream())
        .anyMatch(c -> c.arguments().contains(text));
  }

  private static List<Episode> possible(List<Episode> episodes, Slip slip) {
    return episodes.stream()
        .filter(e -> e.scenario().request().family().slips().contains(slip))
        .toList();
  }

  private static double successRate(List<Episode> episodes) {
    return rate(episodes, e -> e.outcome() == Outcome.SUCCESS);
  }

  private static double rate(List<Episode> episodes, Predicate<Episode> predicate) {
    return episodes.stream().filter(predicate).count() / (double) episodes.size();
  }

  private static Stream<Episode> judged(long seed) {
    return all(seed).filter(e -> e.outcome() != Outcome.INFRA);
  }

  private static Stream<Episode> all(long seed) {
    Simulation simulation = new Simulation(seed, 40, 8);
    return IntStream.range(0, 40).boxed().flatMap(task -> simulation.episodes(task).stream());
  }
}
