package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BisectionTest {

  private static final List<Integer> THINGS = IntStream.range(0, 1000).boxed().toList();

  @Test
  void findsTheOneThatBringsTheFaultInWhereverItIs() {
    for (int culprit : List.of(0, 1, 499, 500, 998, 999)) {
      assertThat(Bisection.culprit(THINGS, some -> some.contains(culprit))).isEqualTo(culprit);
    }
  }

  @Test
  void faultThatTakesTwoIsTheLaterOnes() {
    assertThat(Bisection.culprit(THINGS, some -> some.contains(3) && some.contains(700)))
        .isEqualTo(700);
  }

  @Test
  void asksNoMoreOftenThanTheNumberHasDigits() {
    AtomicInteger asked = new AtomicInteger();

    Bisection.culprit(
        THINGS,
        some -> {
          asked.incrementAndGet();
          return some.contains(321);
        });

    assertThat(asked).hasValueLessThanOrEqualTo(10);
  }
}
