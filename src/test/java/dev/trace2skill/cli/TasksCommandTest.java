package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksCommandTest {

  @TempDir private Path folder;

  @Test
  void tasksAreImportedAndListed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.csv"), "task_id,query,expected,evaluator\nt1,How much?,12,number\n");

    Answer imported = run("import", "--split", "train", "--tag", "sums", file.toString());
    Answer listed = run("list", "--tag", "sums", "--limit", "5");

    assertThat(imported.err()).contains("Took ");
    assertThat(imported.out()).isEqualTo("1 tasks read: 1 new, 0 known already, 0 replaced.\n");
    assertThat(listed.out())
        .contains("t1    train  sums       0  number     How much?")
        .endsWith("1 of 1 tasks.\n");
  }

  @Test
  void mistakesAreToldInOneLineBeforeAnythingIsOpened() throws IOException {
    Answer layout = run("import", "--layout", "xml", "t.csv");
    assertThat(layout.code()).isEqualTo(2);
    assertThat(layout.err())
        .isEqualTo(
            "import: unknown layout 'xml'; known: spreadsheetbench, harbor, folders, tau-bench,"
                + " csv, table\n");
    assertThat(Answer.to("tasks").code()).isEqualTo(2);
  }

  private Answer run(String command, String... arguments) {
    // The session that the tests share, so that commands are as quick as they are.
    String warehouse = SparkTest.warehouse(folder).path();
    return Answer.to(
        Stream.concat(Stream.of("tasks", command, "--warehouse", warehouse), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
