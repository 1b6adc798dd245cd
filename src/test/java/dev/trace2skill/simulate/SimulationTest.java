package dev.trace2skill.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.PlantedCause;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

  private static final Simulation STANDARD = Simulation.standard();

  @Test
  void theSameSeedGivesTheSameBytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("corpus.jsonl");

    STANDARD.write(file);

    assertThat(Files.readString(file)).isEqualTo(text(new Simulation(7, 40, 8)));
  }

  @Test
  void anotherSeedGivesAnotherCorpus() throws IOException {
    assertThat(text(new Simulation(8, 40, 8))).isNotEqualTo(text(STANDARD));
  }

  @Test
  void aSimulationWithoutTasksIsRefused() {
    assertThatThrownBy(() -> new Simulation(7, 0, 8)).hasMessageContaining("not 0 and 8");
  }

  @Test
  void everyTrialOfEveryTaskIsALine() throws IOException {
    List<JsonNode> lines = lines(STANDARD);

    assertThat(lines).hasSize(320);
    assertThat(lines.stream().map(l -> l.path("task_id").asText()).distinct()).hasSize(40);
    assertThat(lines.stream().map(l -> l.path("session_id").asText()).distinct()).hasSize(320);
    assertThat(lines.get(3).path("trial").asInt()).isEqualTo(3);
    assertThat(lines).extracting(l -> l.path("model").asText()).containsOnly("simulated-agent");
  }

  @Test
  void everyCallIsFollowedByItsResult() throws IOException {
    for (JsonNode line : lines(STANDARD)) {
      Iterator<JsonNode> messages = line.path("messages").iterator();
      while (messages.hasNext()) {
        for (JsonNode call : messages.next().path("tool_calls")) {
          JsonNode result = messages.next();
          assertThat(result.path("tool_call_id")).isEqualTo(call.path("id"));
          assertThat(result.path("name")).isEqualTo(call.path("function").path("name"));
          assertThat(result.path("is_error").isBoolean()).isTrue();
          assertThat(Json.own(call.path("function").path("arguments").textValue()).isObject())
              .isTrue();
        }
      }
    }
  }

  @Test
  void halfOfTheTasksComeWithTheirRightCalls() throws IOException {
    List<JsonNode> lines = lines(new Simulation(7, 40, 1));

    List<JsonNode> grounded = lines.stream().filter(l -> l.has("ground_truth")).toList();
    assertThat(grounded).hasSize(20);
    assertThat(grounded)
        .allMatch(l -> l.path("ground_truth").path("calls").get(0).has("arguments"))
        .allMatch(l -> l.path("ground_truth").path("outputs").isArray());
  }

  @Test
  void shufflingLabelsChangesNothingButLabels() throws IOException {
    List<JsonNode> real = lines(STANDARD);
    List<JsonNode> shuffled = lines(STANDARD.withShuffledLabels(1));

    assertThat(shuffled).isNotEqualTo(real).isEqualTo(lines(STANDARD.withShuffledLabels(1)));
    assertThat(shuffled)
        .extracting(l -> l.path("messages").toString())
        .isEqualTo(real.stream().map(l -> l.path("messages").toString()).toList());
  }

  @Test
  void shufflingLabelsKeepsTheCountsOfEveryTask() {
    Simulation shuffled = STANDARD.withShuffledLabels(1);

    for (int task = 0; task < 40; task++) {
      assertThat(shuffled.episodes(task).stream().map(Episode::outcome).sorted().toList())
          .isEqualTo(STANDARD.episodes(task).stream().map(Episode::outcome).sorted().toList());
    }
  }

  @Test
  void everyCauseIsNamedOnceAndHasFeatures() {
    List<PlantedCause> causes = Simulation.plantedCauses();

    assertThat(causes).hasSize(9).extracting(PlantedCause::causeId).doesNotHaveDuplicates();
    assertThat(causes).allMatch(c -> !c.features().isEmpty());
    assertThat(causes.stream().flatMap(c -> c.features().stream())).noneMatch(String::isBlank);
  }

  private static String text(Simulation simulation) throws IOException {
    StringWriter writer = new StringWriter();
    simulation.write(writer);
    return writer.toString();
  }

  private static List<JsonNode> lines(Simulation simulation) throws IOException {
    return text(simulation).lines().map(Json::own).toList();
  }
}
