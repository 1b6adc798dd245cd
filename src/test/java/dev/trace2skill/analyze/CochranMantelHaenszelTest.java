package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CochranMantelHaenszelTest {

  /** Applicants to Berkeley in 1973, by department: men and women, admitted or not. */
  private static final List<Stratum> BERKELEY =
      List.of(
          new Stratum(601, 332, 512, 313),
          new Stratum(370, 215, 353, 207),
          new Stratum(322, 596, 120, 205),
          new Stratum(269, 523, 138, 279),
          new Stratum(147, 437, 53, 138),
          new Stratum(46, 668, 22, 351));

  @Test
  void admissionsToBerkeleyGiveThePublishedValue() {
    // R 4: mantelhaen.test(UCBAdmissions), X-squared = 1.4269, p-value = 0.2323
    assertThat(pValue(BERKELEY)).isCloseTo(0.2323, within(5e-5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void pValueIsThatOfDealingTheOutcomesAnewInsideTasks(long seed) {
    Random random = new Random(seed);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      tasks.add(Task.random(random));
    }
    double observed = Math.abs(excess(tasks));
    double pValue = pValue(tasks.stream().map(Task::stratum).toList());
    int extreme = 0;
    int deals = 20_000;
    for (int i = 0; i < deals; i++) {
      tasks.forEach(t -> t.deal(random));
      extreme += Math.abs(excess(tasks)) >= observed - 1e-9 ? 1 : 0;
    }

    // The correction for continuity errs on the safe side.
    double exact = (double) extreme / deals;
    assertThat(pValue).isBetween(exact - 0.015, exact + 0.05);
  }

  @Test
  void failureAndSuccessMayChangePlaces() {
    assertThat(pValue(BERKELEY.stream().map(Stratum::swapped).toList()))
        .isCloseTo(pValue(BERKELEY), within(1e-9));
  }

  @Test
  void tasksThatCannotTellGiveOne() {
    assertThat(pValue(List.of())).isEqualTo(1);
    assertThat(pValue(List.of(new Stratum(8, 0, 4, 0), new Stratum(0, 8, 0, 4)))).isEqualTo(1);
    assertThat(pValue(List.of(new Stratum(4, 4, 4, 4), new Stratum(4, 4, 0, 0)))).isEqualTo(1);
  }

  @Test
  void excessThatIsSmallerThanTheCorrectionGivesOne() {
    assertThat(CochranMantelHaenszel.pValue(0.4, 3)).isEqualTo(1);
    assertThat(CochranMantelHaenszel.pValue(-0.5, 3)).isEqualTo(1);
    assertThat(CochranMantelHaenszel.pValue(0.6, 3)).isLessThan(1);
  }

  @Test
  void moreExcessIsLessLikely() {
    double last = 1;
    for (double excess = 1; excess < 30; excess++) {
      double p = CochranMantelHaenszel.pValue(excess, 4);
      assertThat(p).isLessThan(last).isNotNegative();
      last = p;
    }
  }

  private static double pValue(List<Stratum> strata) {
    return CochranMantelHaenszel.pValue(
        strata.stream().mapToDouble(Stratum::excess).sum(),
        strata.stream().mapToDouble(Stratum::variance).map(v -> v < 1e-9 ? 0 : v).sum());
  }

  private static double excess(List<Task> tasks) {
    return tasks.stream().map(Task::stratum).mapToDouble(Stratum::excess).sum();
  }

  /** Trials of one task: which show the feature, and which fail. */
  private record Task(List<Boolean> shows, List<Boolean> fails) {

    static Task random(Random random) {
      Task task = new Task(new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < 8; i++) {
        boolean shows = random.nextDouble() < 0.4;
        task.shows.add(shows);
        task.fails.add(random.nextDouble() < (shows ? 0.5 : 0.3));
      }
      return task;
    }

    void deal(Random random) {
      Collections.shuffle(fails, random);
    }

    Stratum stratum() {
      int[] counts = new int[4];
      for (int i = 0; i < fails.size(); i++) {
        counts[fails.get(i) ? 0 : 1]++;
        counts[fails.get(i) ? 2 : 3] += shows.get(i) ? 1 : 0;
      }
      return new Stratum(counts[0], counts[1], counts[2], counts[3]);
    }
  }
}
