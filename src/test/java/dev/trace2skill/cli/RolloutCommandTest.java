package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.PlayedChores;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutCommandTest {

  private static final Path EXAMPLES = Path.of("jobs/examples");

  @TempDir private Path directory;

  @Test
  void exampleTriesTwentyChoresTwiceAndPaysForEachOnce() throws IOException {
    try (ModelServer model = ModelServer.start(new PlayedChores())) {
      Path conf = directory.resolve("conf.yaml");
      String warehouse = directory.resolve("warehouse").toString();
      Files.writeString(
          conf,
          Files.readString(EXAMPLES.resolve("01-simple-react/conf.yaml"))
              .replace("http://127.0.0.1:18080/v1", model.baseUrl())
              .replace("target/examples/01-simple-react", warehouse));
      String tasks = EXAMPLES.resolve("tasks").toString();

      Answer imported = Answer.to("tasks", "import", "--conf", conf.toString(), tasks);
      Answer rolled = Answer.to("rollout", "--conf", conf.toString());

      assertThat(imported.out()).contains("20 tasks read: 20 new");
      assertThat(rolled.code()).as(rolled.err()).isZero();
      assertThat(rolled.out())
          .contains("What runs of simple-react ")
          .contains("40 runs ordered, 0 known already: 6 failure, 34 success.\n");
      assertThat(rolled.err()).contains("40/40 runs");
      assertThat(model.counts().received()).isEqualTo(120);
      assertBilled(SparkTest.warehouse(directory));
    }
  }

  private static void assertBilled(Warehouse warehouse) {
    Row calls = warehouse.read(LLM_CALLS).selectExpr("count(*)", "sum(usage.input_tokens)").first();
    Row runs =
        warehouse
            .read(TRAJECTORIES)
            .selectExpr("count(*)", "sum(usage.input_tokens)", "count(distinct session_id)")
            .first();
    assertThat(List.of(calls.getLong(0), runs.getLong(0), runs.getLong(2)))
        .containsExactly(120L, 40L, 40L);
    assertThat(runs.getLong(1)).isEqualTo(calls.getLong(1));
  }

  static Stream<Path> confs() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES, 2)) {
      return files
          .filter(f -> f.toString().endsWith(".yaml") && !f.startsWith(EXAMPLES.resolve("tasks")))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("confs")
  void confOfEveryExampleIsUnderstood(Path file) {
    assertThat(ConfReader.read(file).rollout()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "harness: ghost | unknown harness 'ghost'; known: claude-code, cline, codex, command, gemini,",
        "harness: command | the harness command needs the setting 'command': what to run",
        "'harness: claude-code\n  settings: {program: ./nowhere}' | no program ./nowhere; install",
        "'harness: simple-react' | the harness simple-react asks a model: set rollout.model, or llm",
        "'harness: command\n  settings: {command: x, api-key: y}' | settings holds no secret",
        "'harness: command\n  settings: {command: x}\n  isolation: magic' | unknown isolation 'magic'",
        "'harness: command\n  settings: {command: x}\n  judge: {provider: openai, model: ghost}' | set prices",
        "'harness: command\n  settings: {command: x}\n  judge: {provider: vllm, model: m, api-key-env: "
            + "NO_SUCH_VARIABLE, unpriced: true}' | no key: the environment variable NO_SUCH_VARIABLE",
        "'harness: command\n  settings: {command: x}\n  trials: 0' | trials and attempts must be at",
      })
  void whatIsWrongIsSaidBeforeAnythingStarts(String section, String problem) throws IOException {
    Path conf = directory.resolve("wrong.yaml");
    Files.writeString(
        conf,
        """
        warehouse: %s
        skill: {path: skills/x}
        evidence: []
        rollout:
          %s
        """
            .formatted(directory.resolve("none"), section));

    Answer answer = Answer.to("rollout", "--conf", conf.toString());

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains(problem);
    assertThat(directory.resolve("none")).doesNotExist();
  }
}
