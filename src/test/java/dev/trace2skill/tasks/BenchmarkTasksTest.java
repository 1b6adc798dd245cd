package dev.trace2skill.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.testing.SharedRuns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as benchmarks lay them out. */
class BenchmarkTasksTest {

  @TempDir private Path folder;
  private TaskFiles files;

  @BeforeEach
  void start() {
    files = new TaskFiles(folder);
  }

  @Test
  void verifiedSpreadsheetTaskHasOneWorkbookToChange() throws IOException {
    files.with(
        "v/dataset.json",
        """
        [{"id": "13-1", "instruction": "Sum it.", "spreadsheet_path": "spreadsheet/13-1",
          "instruction_type": "Sheet-Level Manipulation", "answer_position": "'S'!A1:B2",
          "answer_sheet": "S", "data_position": "A1"},
         {"id": 56225, "instruction": "Look.", "spreadsheet_path": "spreadsheet/56225",
          "instruction_type": "Cell-Level Manipulation", "answer_position": "C3",
          "exclude": "ambiguous"}]
        """);
    files.with("v/spreadsheet/13-1/1_13-1_init.xlsx", "");
    files.with("v/spreadsheet/13-1/1_13-1_golden.xlsx", "");
    files.with("v/spreadsheet/13-1/prompt.txt", "");
    files.with("v/spreadsheet/56225/initial.xlsx", "");
    files.with("v/spreadsheet/56225/golden.xlsx", "");

    List<Task> tasks = spreadsheets("v").tasks().stream().map(Found.Located::task).toList();

    Task first = tasks.get(0);
    assertThat(first.taskId()).isEqualTo("spreadsheetbench/13-1");
    assertThat(first.query()).startsWith("Sum it.").contains("output.xlsx", "'S'!A1:B2");
    assertThat(first.inputs())
        .containsExactly(
            TaskInput.from("input.xlsx", files.uri("v/spreadsheet/13-1/1_13-1_init.xlsx")));
    assertThat(first.checks())
        .containsExactly(
            new Check(
                "spreadsheet",
                "output.xlsx",
                null,
                files.uri("v/spreadsheet/13-1/1_13-1_golden.xlsx"),
                "{\"range\":\"'S'!A1:B2\",\"compare\":\"mended\",\"sheet\":\"S\"}"));
    assertThat(first.tags()).containsExactly("spreadsheetbench", "sheet-level");
    assertThat(tasks.get(1).inputs().get(0).uri()).endsWith("initial.xlsx");
    assertThat(tasks.get(1).tags()).contains("cell-level", "excluded");
  }

  @Test
  void caseOfASpreadsheetTaskIsATaskOfItsOwn() throws IOException {
    files.with(
        "a/dataset.json",
        """
        [{"id": "7-1", "instruction": "Sort.", "spreadsheet_path": "spreadsheet/7-1",
          "instruction_type": "Sheet-Level Manipulation", "answer_position": "A:B"},
         {"id": "395-17", "instruction": "Sort.", "spreadsheet_path": "spreadsheet/395-17",
          "instruction_type": "Sheet-Level Manipulation", "answer_position": "A:B"},
         {"id": "8-1", "instruction": "Sort.", "spreadsheet_path": "spreadsheet/8-1",
          "instruction_type": "Sheet-Level Manipulation", "answer_position": "A1"},
         {"id": "9-1", "instruction": "Sort.", "answer_position": ""}]
        """);
    for (int n = 1; n <= 3; n++) {
      files.with("a/spreadsheet/7-1/%d_7-1_input.xlsx".formatted(n), "");
      files.with("a/spreadsheet/7-1/%d_7-1_answer.xlsx".formatted(n), "");
    }
    files.with("a/spreadsheet/395-17/1_395-17_input.xlsm", "");
    files.with("a/spreadsheet/395-17/1_395-17_answer.xlsm", "");

    Found found = spreadsheets("a");

    assertThat(found.tasks())
        .extracting(located -> located.task().taskId())
        .containsExactly(
            "spreadsheetbench/7-1#1",
            "spreadsheetbench/7-1#2",
            "spreadsheetbench/7-1#3",
            "spreadsheetbench/395-17");
    assertThat(found.tasks().get(2).task().inputs().get(0).uri()).endsWith("3_7-1_input.xlsx");
    assertThat(found.tasks().get(2).task().tags()).contains("instance 7-1");
    assertThat(found.tasks().get(3).task().checks().get(0).target()).isEqualTo("output.xlsm");
    assertThat(found.notes())
        .containsExactly(
            "task 8-1 is left out: its workbooks are not there",
            "task 9-1 is left out: it has no answer_position");
  }

  @Test
  void tauBenchTaskHasItsActionsAndOutputs() throws IOException {
    files.with(
        "tau.json",
        """
        [{"user_id": "u", "instruction": "You want to cancel W1.", "outputs": ["12.5"],
          "actions": [{"name": "cancel", "kwargs": {"id": "W1"}}]},
         {"user_id": "u", "instruction": "You want nothing.", "outputs": [], "actions": []}]
        """);

    Found found = files.found("tau.json");

    Task first = found.tasks().get(0).task();
    assertThat(first.taskId()).matches("tau-bench/0-[0-9a-f]{8}");
    assertThat(first.groundTruth())
        .isEqualTo(
            new GroundTruth(
                List.of(new ToolCall("", "cancel", "{\"id\":\"W1\"}")), List.of("12.5"), null));
    assertThat(found.tasks()).hasSize(2);
    assertThat(found.notes()).singleElement().asString().contains("simulated user");
  }

  @Test
  void tasksOfTauBenchResultsAreThoseOfTheirRuns() {
    Map<String, Task> ofRuns = new HashMap<>();
    Map<String, Boolean> sources = new HashMap<>();
    for (Trajectory run : SharedRuns.in("tau_bench_v1")) {
      if (run.groundTruth() != null) {
        ofRuns.put(run.taskId(), run.task());
      }
      sources.put(run.source().uri(), true);
    }

    Map<String, Task> read = new HashMap<>();
    for (String uri : sources.keySet()) {
      Place place = Place.of(Path.of(URI.create(uri)).toString(), new Configuration());
      new TauBenchTasks()
          .read(place)
          .tasks()
          .forEach(located -> read.put(located.task().taskId(), located.task()));
    }

    assertThat(read).containsOnlyKeys(ofRuns.keySet());
    ofRuns.forEach(
        (id, task) -> {
          assertThat(read.get(id).query()).isEqualTo(task.query());
          assertThat(read.get(id).groundTruth()).isEqualTo(task.groundTruth());
        });
  }

  @Test
  void harborTaskThatNeedsAContainerSaysSo() throws IOException {
    harbor("h/build-it", "timeout_sec = 900.0", "#!/bin/bash\npytest /tests\n");
    files.with("h/build-it/environment/Dockerfile", "FROM debian\n");
    harbor("h/plain", "timeout_sec = 60", "#!/bin/bash\ntest -f out.txt\n");
    files.with("h/plain/environment/data/in.txt", "1");

    Found found = new HarborTasks().read(files.place("h"));

    Task contained = found.tasks().get(0).task();
    assertThat(contained.taskId()).isEqualTo("harbor/build-it");
    assertThat(contained.query()).isEqualTo("Do it.");
    assertThat(contained.tags()).containsExactly("easy", "devops", "shell", "needs-container");
    assertThat(contained.inputs()).isEmpty();
    assertThat(contained.checks().get(0).options())
        .isEqualTo("{\"program\":\"test.sh\",\"seconds\":900,\"container\":true}");
    Task plain = found.tasks().get(1).task();
    assertThat(plain.tags()).doesNotContain("needs-container");
    assertThat(plain.inputs())
        .containsExactly(TaskInput.from("data", files.uri("h/plain/environment/data")));
    assertThat(plain.checks())
        .containsExactly(
            new Check(
                "command",
                "",
                null,
                files.uri("h/plain/tests"),
                "{\"program\":\"test.sh\",\"seconds\":60}"));
    assertThat(found.notes())
        .singleElement()
        .asString()
        .startsWith("1 of 2 tasks need a container, which is not run here");
  }

  @Test
  void placesOfAContainerInATestNeedOneToo() throws IOException {
    harbor("h/logs", "", "echo 1 > /logs/verifier/reward.txt\n");

    assertThat(new HarborTasks().read(files.place("h")).tasks().get(0).task().tags())
        .contains("needs-container");
  }

  @Test
  void harborTaskWithoutATestIsRefused() throws IOException {
    files.with("h/t/task.toml", "version = \"1.0\"\n");
    files.with("h/t/instruction.md", "Do it.");

    assertThatThrownBy(() -> new HarborTasks().read(files.place("h")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("h/t: there is no tests/test.sh");

    files.with("h/t/task.toml", "version = \n");
    assertThatThrownBy(() -> new HarborTasks().read(files.place("h")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("task.toml:1");
  }

  private void harbor(String task, String verifier, String test) throws IOException {
    files.with(
        task + "/task.toml",
        """
        version = "1.0"
        [metadata]
        difficulty = "easy"
        category = "devops"
        tags = ["shell"]
        [verifier]
        %s
        [environment]
        cpus = 1
        """
            .formatted(verifier));
    files.with(task + "/instruction.md", "Do it.\n");
    files.with(task + "/tests/test.sh", test);
  }

  private Found spreadsheets(String name) {
    SpreadsheetBench reader = new SpreadsheetBench("mended");
    assertThat(reader.knows(files.place(name))).isTrue();
    return reader.read(files.place(name));
  }
}
