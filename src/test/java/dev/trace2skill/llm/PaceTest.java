package dev.trace2skill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.llm.FakeModel.Act;
import dev.trace2skill.spi.LLMException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceTest {

  @TempDir Path folder;

  @Test
  void overloadLowersTheLimitByAThirdOnceInARoundTrip() {
    Pace pace = new Pace(100, null);

    pace.overloaded(0, 10);
    pace.overloaded(1, 11);
    pace.overloaded(9, 12);
    assertThat(pace.limit()).isEqualTo(70);

    pace.overloaded(11, 20);
    assertThat(pace.limit()).isEqualTo(49);
  }

  @Test
  void limitIsNeverLessThanOne() {
    Pace pace = new Pace(2, null);

    for (int i = 0; i < 100; i++) {
      pace.overloaded(10L * i + 1, 10L * i + 2);
    }

    assertThat(pace.limit()).isEqualTo(1);
  }

  @Test
  void aRoundOfAnswersRaisesTheLimitByOneUpToTheWindow() {
    Pace pace = new Pace(12, null);
    pace.overloaded(0, 1);
    assertThat(pace.limit()).isEqualTo(8);

    IntStream.range(0, 10).forEach(i -> pace.answered());
    assertThat(pace.limit()).isEqualTo(9);

    IntStream.range(0, 1000).forEach(i -> pace.answered());
    assertThat(pace.limit()).isEqualTo(12);
  }

  @Test
  void callsInFlightFollowWhatTheServerCanTake() {
    VirtualTime time = VirtualTime.inOrder();
    // A server that takes ten at once and turns away the others.
    FakeModel[] model = new FakeModel[1];
    model[0] =
        new FakeModel(
            time, i -> model[0].inFlight >= 10 ? Act.fail(Kind.OVERLOADED) : Act.answer(500, "y"));
    String[] subjects = IntStream.range(0, 400).mapToObj(Integer::toString).toArray(String[]::new);

    var talks =
        Scene.of(folder, time, model[0]).with(64, null, Budget.UNLIMITED, false).hold(1, subjects);

    long overloaded = Scene.ledger(talks).stream().mapToLong(row -> row.overloadedCount()).sum();
    assertThat(talks).extracting(Talk::result).containsOnly("y");
    assertThat(Scene.requests(Scene.ledger(talks))).isEqualTo(model[0].requests.size());
    // 400 calls, ten at once, half a second each, are 20 seconds at best.
    assertThat(time.now()).isLessThan(Duration.ofSeconds(60));
    assertThat(overloaded).isBetween(1L, 400L);
  }

  @Test
  void waitsGrowAndAreSpreadAndTheSameInEveryRun() {
    assertThat(IntStream.range(0, 100).mapToObj(i -> Backoff.delay("call-" + i, 3, null)))
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(4)) <= 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) < 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(3)) > 0);
    assertThat(IntStream.range(0, 100).mapToObj(i -> Backoff.delay("call-" + i, 40, null)))
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(60)) <= 0);
    assertThat(Backoff.delay("call", 2, null)).isEqualTo(Backoff.delay("call", 2, null));
  }

  @Test
  void providerIsNotAskedBeforeItWantsToBe() {
    Duration asked = Duration.ofSeconds(30);

    assertThat(IntStream.range(0, 100).mapToObj(i -> Backoff.delay("call-" + i, 1, asked)))
        .allMatch(delay -> delay.compareTo(asked) >= 0)
        .allMatch(delay -> delay.compareTo(asked.plusSeconds(1)) <= 0);
    assertThat(Backoff.delay("call", 1, Duration.ofSeconds(Long.MAX_VALUE)).toDays()).isEqualTo(7);
  }
}
