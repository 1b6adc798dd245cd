package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.PlantedCause;
import dev.trace2skill.simulate.Simulation;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The yardstick: causes of failure that were planted are found, and nothing else is. */
@Tag("spark")
class ContrastAnalystTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Evolution standard;

  @BeforeAll
  static void evolveTheStandardSimulation() throws IOException {
    standard = Evolution.of(Simulation.standard(), folder.resolve("standard"));
  }

  @Test
  void nearlyEveryPlantedCauseIsBehindALesson() {
    Map<String, Boolean> recognised = new TreeMap<>();
    for (PlantedCause cause : Simulation.plantedCauses()) {
      recognised.put(cause.causeId(), standard.accepted().stream().anyMatch(l -> tells(l, cause)));
    }

    long found = recognised.values().stream().filter(b -> b).count();
    System.out.printf("causes recognised: %d of %d%n", found, recognised.size());
    assertThat(found).as("%s", recognised).isGreaterThanOrEqualTo(ceil(0.9 * recognised.size()));
  }

  @Test
  void hardlyAnyLessonTellsOfSomethingElse() {
    TreeSet<String> others = new TreeSet<>();
    for (Lesson lesson : standard.accepted()) {
      if (Simulation.plantedCauses().stream().noneMatch(c -> tells(lesson, c))) {
        others.addAll(standard.features(lesson));
      }
    }

    int accepted = standard.accepted().size();
    System.out.printf("lessons accepted: %d, of no planted cause: %s%n", accepted, others);
    assertThat(others).hasSizeLessThanOrEqualTo(accepted / 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void labelsDealtAtRandomTeachNextToNothing(long seed) throws IOException {
    Simulation noise = Simulation.standard().withShuffledLabels(seed);

    Evolution evolution = Evolution.of(noise, folder.resolve("shuffled-" + seed));

    System.out.printf("lessons from labels dealt anew: %d%n", evolution.accepted().size());
    assertThat(evolution.analysis().tested()).isGreaterThan(100);
    assertThat(evolution.accepted()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void runsThatBrokeDownSupportNothing() {
    Warehouse warehouse = standard.warehouse();
    long broken = warehouse.read(TRAJECTORIES).where("outcome = 'infra'").count();

    assertThat(broken).isPositive();
    assertThat(standard.analysis().labelled()).isEqualTo(320 - broken);
    assertThat(
            warehouse
                .read(PATCHES)
                .join(warehouse.read(TRAJECTORIES).where("outcome = 'infra'"), "trajectory_id")
                .count())
        .isZero();
  }

  @Test
  void analysingAndConsolidatingAgainAddsNothing() {
    Map<String, Long> before = counts();

    AnalyzeStage.Counts again = Evolution.analyze(standard.warehouse());
    Evolution.consolidate(standard.warehouse(), again.corpusId());

    assertThat(again).isEqualTo(standard.analysis());
    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void neitherTheOrderOfTheRunsNorThoseThatBrokeDownChangeARow() {
    Warehouse other = new Warehouse(SparkTest.spark(), folder.resolve("reordered").toString());
    other.append(
        TRAJECTORIES,
        standard
            .warehouse()
            .read(TRAJECTORIES)
            .where("outcome <> 'infra'")
            .orderBy(col("trajectory_id").desc())
            .repartition(5));

    AnalyzeStage.Counts counts = Evolution.analyze(other);

    assertThat(counts).isEqualTo(standard.analysis());
    assertThat(Evolution.contrasts(other, counts.corpusId())).isEqualTo(standard.contrasts());
    assertThat(Set.copyOf(PATCHES.collect(other.read(PATCHES))))
        .isEqualTo(Set.copyOf(PATCHES.collect(standard.warehouse().read(PATCHES))));
  }

  @Test
  void noLessonGivesAwayWhatTheGroundTruthHas() throws IOException {
    Set<String> values = new TreeSet<>();
    Set<String> schema = new TreeSet<>();
    for (String line : Files.readAllLines(standard.corpus())) {
      for (JsonNode call : JSON.readTree(line).path("ground_truth").path("calls")) {
        schema.add(call.path("name").asText());
        call.path("arguments").fieldNames().forEachRemaining(schema::add);
        call.path("arguments").forEach(value -> values.add(value.asText()));
      }
    }
    values.removeIf(v -> v.length() <= 3 || schema.contains(v));

    System.out.printf("values of the ground truth: %d%n", values.size());
    assertThat(values).hasSizeGreaterThan(50);
    for (Lesson lesson : standard.accepted()) {
      String text = lesson.edit().text().toLowerCase(Locale.ROOT);
      assertThat(values).noneMatch(v -> text.contains(v.toLowerCase(Locale.ROOT)));
    }
  }

  /** Whether a lesson comes from a feature by which the cause may be recognised. */
  private static boolean tells(Lesson lesson, PlantedCause cause) {
    return standard.features(lesson).stream()
        .anyMatch(f -> cause.features().stream().anyMatch(key -> names(key, f)));
  }

  private static boolean names(String key, String feature) {
    boolean exact = key.contains("=") || key.contains(">");
    return feature.equals(key) || (!exact && feature.startsWith(key));
  }

  private static Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Table<?> table : Tables.ALL) {
      counts.put(table.name(), standard.warehouse().read(table).count());
    }
    return counts;
  }

  private static long ceil(double value) {
    return (long) Math.ceil(value);
  }
}
