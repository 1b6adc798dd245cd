package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.store.Table;
import dev.trace2skill.testing.SparkTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
class ContrastsTest {

  private static final Table<Stratum> STRATA = Table.of("strata", Stratum.class);
  private static final Table<Sighting> SIGHTINGS = Table.of("sightings", Sighting.class);
  private static final Offset<Double> EXACTLY = within(1e-9);

  @Test
  void termsOfAStratumAreThoseOfThePlainComputation() {
    Random random = new Random(3);
    List<Stratum> strata = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int failures = random.nextInt(9);
      int successes = random.nextInt(9) + (failures == 0 ? 1 : 0);
      strata.add(
          new Stratum(
              failures, successes, random.nextInt(failures + 1), random.nextInt(successes + 1)));
    }

    List<Row> rows = Contrasts.strata(STRATA.rows(SparkTest.spark(), strata)).collectAsList();

    for (Row row : rows) {
      Stratum stratum = STRATA.codec().fromRow(row);
      assertThat(row.<Double>getAs("excess")).isCloseTo(stratum.excess(), EXACTLY);
      assertThat(row.<Double>getAs("variance")).isCloseTo(stratum.variance(), EXACTLY);
      assertThat(row.<Double>getAs("weight")).isCloseTo(stratum.weight(), EXACTLY);
      assertThat(row.<Double>getAs("difference")).isCloseTo(stratum.difference(), EXACTLY);
      assertThat(row.<Double>getAs("difference_variance"))
          .isCloseTo(stratum.differenceVariance(), EXACTLY);
    }
  }

  @Test
  void featureIsTestedAmongTheRunsThatMeetItsCondition() {
    List<Sighting> sightings = randomSightings(new Random(5));

    List<Tally> tallies = tallies(sightings, 1);

    Map<String, Stratum> byTask = strata(sightings, "called:pay", "argument:pay.by");
    Tally expected = Stratum.tally(Family.WITHIN_TASK, List.copyOf(byTask.values()));
    Tally found = find(tallies, "argument:pay.by");
    assertThat(found)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-9, Double.class)
        .ignoringFields("feature")
        .isEqualTo(expected);
  }

  @Test
  void featureThatTooFewRunsShowOrLackIsNotTested() {
    List<Sighting> sightings = randomSightings(new Random(5));

    assertThat(tallies(sightings, 1)).extracting(Tally::feature).contains("argument:pay.by");
    assertThat(tallies(sightings, 60)).isEmpty();
    assertThat(tallies(sightings, 1)).extracting(Tally::feature).doesNotContain("any:");
  }

  @Test
  void featureThatRevealsAValueInOneTaskIsTestedInNone() {
    List<Sighting> sightings = new ArrayList<>(randomSightings(new Random(5)));
    Sighting open =
        sightings.stream().filter(s -> s.feature().equals("argument:pay.by")).findFirst().get();
    sightings.remove(open);
    sightings.add(
        new Sighting(
            open.trajectoryId(),
            open.taskId(),
            open.failed(),
            open.family(),
            open.feature(),
            open.condition(),
            open.steps(),
            true));

    assertThat(tallies(sightings, 1)).extracting(Tally::feature).containsExactly("called:pay");
  }

  @Test
  void sumsDoNotDependOnTheOrderOfTheRows() {
    List<Sighting> sightings = randomSightings(new Random(5));
    Dataset<Row> rows = SIGHTINGS.rows(SparkTest.spark(), sightings);

    Set<Tally> expected = new HashSet<>(tallies(sightings, 1));

    for (int partitions : new int[] {1, 5}) {
      assertThat(
              new HashSet<>(
                  tallies(rows.orderBy(expr("reverse(trajectory_id)")).repartition(partitions), 1)))
          .isEqualTo(expected);
    }
  }

  @Test
  void differencesFromTheGroundTruthAreCountedOverTheRunsThatHaveOne() {
    List<Sighting> sightings =
        List.of(
            difference("r1", "t1", true),
            difference("r2", "t1", true),
            difference("r3", "t2", true),
            difference("r4", "t2", false));
    Dataset<Row> outcomes =
        SparkTest.spark()
            .sql("SELECT explode(array('failure', 'failure', 'failure', 'success')) AS outcome");
    Dataset<Row> perTask = Contrasts.perTask(SIGHTINGS.rows(SparkTest.spark(), sightings));

    List<Tally> tallies =
        Contrasts.TALLIES.collect(
            Contrasts.fromGroundTruth(
                "corpus", perTask, outcomes, new ContrastSettings(4, 1, 0.05, 0.05)));

    assertThat(tallies)
        .containsExactly(
            new Tally(
                "corpus", Family.GROUND_TRUTH, "missing:pay", 3, 1, 2, 1, 3, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void qValuesAreThoseOfBenjaminiAndHochbergInEachFamily() {
    Random random = new Random(4);
    List<Contrast> tested = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String feature = "called:t" + i;
      Tested one = i % 3 == 0 ? Tested.difference(feature) : Tested.harmful(feature);
      tested.add(one.withP(random.nextInt(20) / 40.0).contrast());
    }

    List<Contrast> corrected =
        CONTRASTS.collect(
            Contrasts.corrected(
                CONTRASTS.rows(SparkTest.spark(), tested).repartition(3, col("feature"))));

    assertThat(corrected).hasSize(60);
    for (Contrast contrast : corrected) {
      assertThat(contrast.qValue()).isCloseTo(adjusted(contrast, tested), EXACTLY);
    }
  }

  /** The least false discovery rate at which the test is rejected, by its definition. */
  private static double adjusted(Contrast contrast, List<Contrast> all) {
    List<Contrast> family = all.stream().filter(c -> c.family() == contrast.family()).toList();
    return family.stream()
        .mapToDouble(Contrast::pValue)
        .filter(threshold -> threshold >= contrast.pValue())
        .map(
            threshold ->
                threshold
                    * family.size()
                    / family.stream().filter(c -> c.pValue() <= threshold).count())
        .min()
        .orElseThrow();
  }

  private static Sighting difference(String run, String task, boolean failed) {
    return new Sighting(
        run, task, failed, Family.GROUND_TRUTH, "missing:pay", "any:", List.of(1), false);
  }

  /** Twelve tasks of eight runs; about every second run calls a tool, some with an argument. */
  private static List<Sighting> randomSightings(Random random) {
    List<Sighting> sightings = new ArrayList<>();
    for (int i = 0; i < 96; i++) {
      String run = String.format("run-%02d", i);
      boolean failed = random.nextBoolean();
      boolean calls = random.nextDouble() < 0.7;
      List<String> shown =
          IntStream.range(0, calls ? random.nextBoolean() ? 3 : 2 : 1)
              .mapToObj(List.of("any:", "called:pay", "argument:pay.by")::get)
              .toList();
      for (String feature : shown) {
        sightings.add(
            new Sighting(
                run,
                "task-" + i / 8,
                failed,
                Family.WITHIN_TASK,
                feature,
                condition(feature),
                List.of(0),
                false));
      }
    }
    return sightings;
  }

  private static @Nullable String condition(String feature) {
    return switch (feature) {
      case "any:" -> null;
      case "called:pay" -> "any:";
      default -> "called:pay";
    };
  }

  /** Per task the runs that meet the condition, and those of them that show the feature. */
  private static Map<String, Stratum> strata(
      List<Sighting> sightings, String condition, String feature) {
    Set<String> showing =
        sightings.stream()
            .filter(s -> s.feature().equals(feature))
            .map(Sighting::trajectoryId)
            .collect(Collectors.toSet());
    Map<String, Stratum> strata = new TreeMap<>(Comparator.naturalOrder());
    for (Sighting s : sightings) {
      if (s.feature().equals(condition)) {
        long failed = s.failed() ? 1 : 0;
        long shows = showing.contains(s.trajectoryId()) ? 1 : 0;
        strata.merge(
            s.taskId(),
            new Stratum(failed, 1 - failed, failed * shows, (1 - failed) * shows),
            ContrastsTest::sum);
      }
    }
    // Tasks in which no run shows the feature have no row: they add nothing to any sum.
    return strata;
  }

  private static Stratum sum(Stratum a, Stratum b) {
    return new Stratum(
        a.failures() + b.failures(),
        a.successes() + b.successes(),
        a.failuresWith() + b.failuresWith(),
        a.successesWith() + b.successesWith());
  }

  private static List<Tally> tallies(List<Sighting> sightings, int minSupport) {
    return tallies(SIGHTINGS.rows(SparkTest.spark(), sightings), minSupport);
  }

  private static List<Tally> tallies(Dataset<Row> sightings, int minSupport) {
    return Contrasts.TALLIES.collect(
        Contrasts.withinTasks(
            "corpus",
            Contrasts.perTask(sightings),
            new ContrastSettings(minSupport, 1, 0.05, 0.05)));
  }

  private static Tally find(List<Tally> tallies, String feature) {
    return tallies.stream().filter(t -> t.feature().equals(feature)).findFirst().orElseThrow();
  }
}
