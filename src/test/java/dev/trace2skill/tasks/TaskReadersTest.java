package dev.trace2skill.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.UserError;
import dev.trace2skill.testing.ParquetFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of tasks, and a folder a task. */
class TaskReadersTest {

  @TempDir private Path folder;
  private TaskFiles files;

  @BeforeEach
  void start() {
    files = new TaskFiles(folder);
  }

  @Test
  void csvNeedsNoMoreThanAQueryAndWhatIsExpected() throws IOException {
    files.with("t.csv", "query,expected\n\"How much,\nin EUR?\",12\nWho?,\"Anna \"\"B\"\"\"\n");

    List<Task> tasks = files.read("t.csv");

    assertThat(tasks).extracting(Task::query).containsExactly("How much,\nin EUR?", "Who?");
    assertThat(tasks.get(1).groundTruth())
        .isEqualTo(new GroundTruth(List.of(), List.of("Anna \"B\""), null));
    assertThat(tasks.get(0).taskId()).isEqualTo(files.read("t.csv").get(0).taskId());
  }

  @Test
  void csvMaySayMore() throws IOException {
    files.with("data/a.txt", "a");
    files.with(
        "t.csv",
        "Task_ID,query,expected,evaluator,inputs,split,tags\nt1,Q,\\d+,regex,data/a.txt,train,x; y\n");

    assertThat(files.read("t.csv"))
        .containsExactly(
            new Task(
                "t1",
                "Q",
                null,
                List.of(TaskInput.from("data/a.txt", files.uri("data/a.txt"))),
                List.of(Check.answer("regex", "\\d+")),
                "train",
                List.of("x", "y")));
  }

  @Test
  void lineOfJsonSaysAllThatATaskHas() throws IOException {
    files.with("in/book.csv", "1");
    files.with("gold/book.csv", "2");
    files.with(
        "t.jsonl",
        """
        {"task_id": "t1", "query": "Q", "split": "test", "tags": ["x"], \
        "inputs": ["in", {"path": "run.sh", "content": "echo 1", "executable": true}, \
        {"path": "b.csv", "file": "in/book.csv"}, {"path": "empty"}], \
        "checks": [{"evaluator": "file", "target": "b.csv", "expected_file": "gold/book.csv"}, \
        {"evaluator": "json", "expected": {"a": 1}, "options": {"more": true}}], \
        "ground_truth": {"calls": [{"tool": "f", "arguments": {"x": 1}}], "outputs": ["5"]}}
        """);

    assertThat(files.read("t.jsonl"))
        .containsExactly(
            new Task(
                "t1",
                "Q",
                new GroundTruth(List.of(new ToolCall("", "f", "{\"x\":1}")), List.of("5"), null),
                List.of(
                    TaskInput.from("in", files.uri("in")),
                    new TaskInput("run.sh", null, "echo 1", true),
                    TaskInput.from("b.csv", files.uri("in/book.csv")),
                    new TaskInput("empty", null, null, false)),
                List.of(
                    Check.file("file", "b.csv", files.uri("gold/book.csv")),
                    new Check("json", "", "{\"a\":1}", null, "{\"more\":true}")),
                "test",
                List.of("x")));
  }

  @Test
  void parquetHasTheSameColumns() throws IOException {
    MessageType schema =
        ParquetFiles.schema(
            "message t { required binary query (UTF8); required binary expected (UTF8); "
                + "required binary evaluator (UTF8); }");
    Group row = ParquetFiles.row(schema);
    row.append("query", "Q").append("expected", "7").append("evaluator", "number");
    ParquetFiles.write(
        folder.resolve("t.parquet"), schema, CompressionCodecName.UNCOMPRESSED, List.of(row));

    Task task = files.read("t.parquet").get(0);

    assertThat(task.checks()).containsExactly(Check.answer("number", "7"));
    assertThat(task.groundTruth()).isNotNull();
  }

  @Test
  void folderOfATaskHasItsInputsAndChecks() throws IOException {
    files.with("all/t1/task.yaml", "query: |\n  Add it up.\ntags: [sum]\nexpected: '3'\n");
    files.with("all/t1/inputs/a.txt", "1");
    files.with("all/t1/inputs/deep/b.txt", "2");
    files.with(
        "all/t2/task.json",
        """
        {"query": "Write it.", "inputs": [],
         "checks": [{"evaluator": "file", "target": "o.txt", "expected_file": "checks/o.txt"}]}
        """);
    files.with("all/t2/checks/o.txt", "o");
    files.with("all/t2/inputs/not.txt", "not wanted");
    files.with("all/README.md", "");

    Found found = files.found("all");

    Task first = found.tasks().get(0).task();
    assertThat(first.taskId()).isEqualTo("t1");
    assertThat(first.inputs())
        .containsExactly(
            TaskInput.from("a.txt", files.uri("all/t1/inputs/a.txt")),
            TaskInput.from("deep", files.uri("all/t1/inputs/deep")));
    Task second = found.tasks().get(1).task();
    assertThat(second.inputs()).isEmpty();
    assertThat(second.checks())
        .containsExactly(Check.file("file", "o.txt", files.uri("all/t2/checks/o.txt")));
    assertThat(found.notes()).singleElement().asString().contains("README.md is left out");
    assertThat(files.read("all/t2")).extracting(Task::taskId).containsExactly("t2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"query\": \"Q\", \"querry\": 1}` | unknown key 'querry'; known: task_id, query",
        "`{\"task_id\": \"t\"}` | the task has no 'query'",
        "`{\"query\": [1]}` | 'query' must be a text",
        "`{\"query\": \"Q\", \"inputs\": [\"no.txt\"]}` | no such file or folder: no.txt",
        "`{\"query\": \"Q\", \"inputs\": [{\"path\": \"../x\", \"content\": \"\"}]}` | '../x' is not a path inside the working copy",
        "`{\"query\": \"Q\", \"checks\": [{\"evaluator\": \"exat\", \"expected\": 1}]}` | unknown evaluator 'exat'; known: answer, calls",
        "`{\"query\": \"Q\", \"checks\": [{\"evaluator\": \"exact\", \"expected\": 1, \"options\": {\"x\": 1}}]}` | check exact: unknown option 'x'",
        "`{\"query\": \"Q\", \"checks\": [{\"evaluator\": \"calls\"}]}` | check calls: the task has no ground truth for it",
        "`{\"query\": \"Q\", \"checks\": {}}` | 'checks' must be a list",
        "`{\"query\": \"Q\", \"tags\": [{}]}` | 'tags' must be a list of texts",
        "`{\"query\": \"Q\", \"evaluator\": \"exact\"}` | nothing 'expected'",
        "`{\"query\": \"Q\"` | the JSON ends in the middle of a value",
        "`7` | the task must be an object",
      })
  void mistakeIsNamedWithItsFileAndLine(String line, String message) throws IOException {
    files.with("t.jsonl", "{\"query\": \"fine\"}\n" + line + "\n");

    assertThatThrownBy(() -> files.read("t.jsonl"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(files.uri("t.jsonl") + ":2: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`query,expectd\nQ,1` | :1: unknown column 'expectd'; known: task_id, query",
        "`expected\n1` | :1: there is no column 'query'",
        "`query,expected\nQ,1\nQ2` | :3: the row has 1 cells and the header 2",
        "`query,expected\n\"Q\nq\",1\n,2` | :4: the task has no 'query'",
        "`query,expected\nQ,\"1` | :2: ",
        "`query,query\nQ,1` | :1: "
      })
  void mistakeInACsvIsNamedWithItsLine(String text, String message) throws IOException {
    files.with("t.csv", text);

    assertThatThrownBy(() -> files.read("t.csv"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("t.csv" + message);
  }

  @Test
  void mistakeInAFolderIsNamedWithItsLine() throws IOException {
    files.with("all/t1/task.yaml", "query: Q\nquery: R\n");

    assertThatThrownBy(() -> files.read("all"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("all/t1/task.yaml:2: ");
  }

  @Test
  void idThatIsThereTwiceIsRefusedWithBothPlaces() throws IOException {
    files.with("t.csv", "query,expected\nQ,1\nR,1\nQ,2\n");

    assertThatThrownBy(() -> files.read("t.csv"))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("(?s).*t.csv:4: task '\\w+' is there already, at .*t.csv:2");
  }

  @Test
  void layoutThatNobodyKnowsIsRefusedWithThoseThatAreKnown() throws IOException {
    files.with("t.txt", "x");

    assertThatThrownBy(() -> files.read("t.txt"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("known: spreadsheetbench, harbor, folders, tau-bench, csv, table");
    assertThatThrownBy(() -> files.read("nothing.csv")).hasMessageContaining("no such file");
  }

  @Test
  void layoutMayBeNamed() throws IOException {
    files.with("t.data", "query\nQ\n");
    TaskRequest request =
        new TaskRequest(
            List.of(folder.resolve("t.data").toString()), "csv", null, List.of(), "mended", false);

    assertThat(new TaskReaders(List.of(), new Configuration()).read(request).tasks()).hasSize(1);
  }
}
