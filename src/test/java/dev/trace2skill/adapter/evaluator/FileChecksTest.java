package dev.trace2skill.adapter.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckEvaluator;
import dev.trace2skill.spi.CheckEvaluatorContract;
import dev.trace2skill.spi.CheckResult;
import dev.trace2skill.spi.CheckResult.Verdict;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluators of files and folders. */
class FileChecksTest {

  @Nested
  class OneFile extends CheckEvaluatorContract {

    @Override
    protected CheckEvaluator evaluator() {
      return new SameFile();
    }

    @Override
    protected Check check() {
      return Check.file("file", "a/b.bin", written(folder.resolve("gold"), "right\0\n"));
    }

    @Override
    protected void putRight(Path target) throws IOException {
      Files.writeString(target, "right\0\n");
    }

    @Override
    protected void putWrong(Path target) throws IOException {
      Files.writeString(target, "right\1\n");
    }

    @Test
    void differenceSaysWhere() {
      assertThat(judged(this::putWrong).differences())
          .containsExactly("differs at byte 5; it has 7 bytes and should have 7");
    }
  }

  @Nested
  class Folder extends CheckEvaluatorContract {

    @Override
    protected CheckEvaluator evaluator() {
      return new SameFolder();
    }

    @Override
    protected Check check() {
      written(folder.resolve("gold/x/a.txt"), "a");
      written(folder.resolve("gold/b.txt"), "b");
      return Check.file("directory", "out", folder.resolve("gold").toString());
    }

    @Override
    protected void putRight(Path target) throws IOException {
      written(target.resolve("x/a.txt"), "a");
      written(target.resolve("b.txt"), "b");
    }

    @Override
    protected void putWrong(Path target) throws IOException {
      written(target.resolve("x/a.txt"), "A");
      written(target.resolve("c.txt"), "c");
    }

    @Test
    void differencesNameTheFiles() {
      CheckResult result = judged(this::putWrong);

      assertThat(result.differences())
          .containsExactly(
              "b.txt is missing", "c.txt should not be there", "x/a.txt has another content");
      assertThat(result.score()).isZero();
    }

    @Test
    void linkIsNoFile() {
      CheckResult result =
          judged(
              target -> {
                putRight(target);
                Files.delete(target.resolve("b.txt"));
                Files.createSymbolicLink(target.resolve("b.txt"), folder.resolve("gold/b.txt"));
              });

      assertThat(result.differences()).containsExactly("b.txt has another content");
    }

    @Test
    void filesMayBeIgnoredOrMore() {
      String gold = folder.resolve("gold").toString();
      Output output =
          left(
              target -> {
                putRight(target);
                written(target.resolve("__pycache__/m.pyc"), "x");
              });
      check();

      assertThat(verdict(output, gold, "{}")).isEqualTo(Verdict.FAILED);
      assertThat(verdict(output, gold, "{\"ignore\": [\"__pycache__\"]}"))
          .isEqualTo(Verdict.PASSED);
      assertThat(verdict(output, gold, "{\"more\": true}")).isEqualTo(Verdict.PASSED);
    }

    private Verdict verdict(Output output, String gold, String options) {
      return evaluator()
          .check(new Check("directory", "out", null, gold, options), output)
          .verdict();
    }
  }

  @Test
  void fileMayBeAnyOrHaveExpectedText(@TempDir Path work) throws IOException {
    Files.writeString(work.resolve("a.txt"), "one\r\n2\n");
    Output output = new Output(List.of(), "", List.of(), work);
    SameFile evaluator = new SameFile();

    assertThat(evaluator.check(new Check("file", "a.txt", null, null, "{\"exists\":true}"), output))
        .matches(CheckResult::passed);
    assertThat(evaluator.check(new Check("file", "a.txt", "one\n2", null, "{}"), output))
        .matches(CheckResult::passed);
    assertThat(
            evaluator
                .check(new Check("file", "a.txt", "one\ntwo", null, "{}"), output)
                .differences())
        .containsExactly("line 2 is '2' and should be 'two'");
    assertThat(evaluator.problems(new Check("file", "", "x", null, "{}"))).isNotEmpty();
    assertThat(evaluator.problems(new Check("file", "a.txt", null, null, "{}"))).isNotEmpty();
  }

  private static String written(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
