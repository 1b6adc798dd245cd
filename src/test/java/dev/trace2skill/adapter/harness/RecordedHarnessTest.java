package dev.trace2skill.adapter.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedHarnessTest {

  private static final String RUN =
      "{\"task_id\": \"%s\", \"trial\": %d, \"messages\":"
          + " [{\"role\": \"assistant\", \"content\": \"%s\"}]}\n";

  @TempDir private Path directory;
  private final RecordedHarness harness = new RecordedHarness();

  @BeforeEach
  void record() throws IOException {
    var unused =
        Files.writeString(
            directory.resolve("runs.jsonl"),
            RUN.formatted("a", 0, "first")
                + RUN.formatted("a", 1, "second")
                + RUN.formatted("b", 0, "other"));
  }

  @Test
  void runOfTheSameTaskAndTrialIsGivenOutAgain() {
    assertThat(answer("a", 1)).isEqualTo("second");
    assertThat(answer("b", 0)).isEqualTo("other");
  }

  @Test
  void runThatWasNotRecordedIsNotMadeUp() {
    HarnessRun run = play("a", 2);

    assertThat(run.trajectory()).isNull();
    assertThat(run.trouble()).isEqualTo("no recorded run of task a, trial 2");
  }

  @Test
  void otherRecordingsAreAnotherVersion() throws IOException {
    String before = harness.profile(settings()).version();
    Files.writeString(directory.resolve("more.jsonl"), RUN.formatted("c", 0, "new"));

    assertThat(harness.profile(settings()).version()).isNotEqualTo(before);
    assertThat(answer("c", 0)).isEqualTo("new");
  }

  @Test
  void recordingsThatAreNotThereAreNamed() {
    assertThatThrownBy(() -> harness.profile(settings("nowhere")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nowhere does not exist");
  }

  private String answer(String task, int trial) {
    return Objects.requireNonNull(
        Objects.requireNonNull(play(task, trial).trajectory()).finalAnswer());
  }

  private HarnessRun play(String task, int trial) {
    Assignment asked = new Assignment("r", task, "", trial, 0, settings(), "", null, null, null);
    // It works nowhere.
    return harness.run(asked, null);
  }

  private HarnessSettings settings() {
    return settings(directory.toString());
  }

  private static HarnessSettings settings(String path) {
    return HarnessSettings.of(JsonNodeFactory.instance.objectNode().put("path", path));
  }
}
