package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Outcome;
import dev.trace2skill.store.Table;
import dev.trace2skill.testing.SparkTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
class SampleTest {

  private static final Table<Likeness> LIKENESSES =
      Table.of("likenesses", Likeness.class, "trajectory_id");

  /** Ten runs of one task that differ, two that are the same, and one of another task. */
  private static List<Likeness> runs() {
    List<Likeness> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      runs.add(run("common-" + i, "common", "shape-" + i));
    }
    runs.add(run("twin-1", "common", "same"));
    runs.add(run("twin-2", "common", "same"));
    runs.add(run("rare-1", "rare", "rare"));
    return runs;
  }

  @Test
  void oneOfTheSameStandsForTheOthers() {
    Map<String, String> standIns = standIns(Sample.ALL, List.of());

    assertThat(standIns).hasSize(1).containsEntry("twin-2", "twin-1");
    assertThat(chosen(Sample.ALL, List.of())).hasSize(12).doesNotContain("twin-2");
  }

  @Test
  void oneThatWasLookedAtBeforeGoesOnStanding() {
    assertThat(standIns(Sample.ALL, List.of("twin-2"))).containsEntry("twin-1", "twin-2");
  }

  @Test
  void rareTaskIsInEverySample() {
    for (long seed = 0; seed < 5; seed++) {
      assertThat(chosen(new Sample(2, seed), List.of())).hasSize(2).contains("rare-1");
    }
  }

  @Test
  void seedDecidesWhichOfAStratumAreDrawn() {
    List<String> first = chosen(new Sample(4, 1), List.of());

    assertThat(chosen(new Sample(4, 1), List.of())).isEqualTo(first);
    assertThat(chosen(new Sample(4, 2), List.of())).isNotEqualTo(first);
  }

  @Test
  void largerSampleHoldsTheSmaller() {
    assertThat(chosen(new Sample(7, 3), List.of()))
        .containsAll(chosen(new Sample(4, 3), List.of()));
  }

  private static Likeness run(String id, String task, String shape) {
    return new Likeness(id, task, null, Outcome.FAILURE, "model", "", shape);
  }

  private static List<String> chosen(Sample sample, List<String> analysed) {
    return drawn(sample, analysed).where("chosen").collectAsList().stream()
        .map(r -> r.<String>getAs("trajectory_id"))
        .sorted()
        .toList();
  }

  private static Map<String, String> standIns(Sample sample, List<String> analysed) {
    Map<String, String> found = new TreeMap<>();
    drawn(sample, analysed)
        .where("stand_in_id is not null")
        .collectAsList()
        .forEach(r -> found.put(r.getAs("trajectory_id"), r.getAs("stand_in_id")));
    return found;
  }

  private static Dataset<Row> drawn(Sample sample, List<String> analysed) {
    return sample.of(
        LIKENESSES.rows(SparkTest.spark(), runs()),
        LIKENESSES.rows(
            SparkTest.spark(), analysed.stream().map(id -> run(id, "common", "same")).toList()));
  }
}
