package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.Task;
import dev.trace2skill.spi.CheckResult.Verdict;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every evaluator of checks keeps, whatever an agent left in its working copy. */
public abstract class CheckEvaluatorContract extends EvaluatorContract {

  /** A folder of this test alone, outside of the working copy. */
  @TempDir protected Path folder;

  @Override
  protected abstract CheckEvaluator evaluator();

  /** A check of a part of the working copy; what it expects may lie in {@link #folder}. */
  protected abstract Check check();

  /** Puts there what the check wants. */
  protected abstract void putRight(Path target) throws IOException;

  /** Puts there what it does not want. */
  protected abstract void putWrong(Path target) throws IOException;

  @Override
  protected Task task() {
    return new Task("t", "do it", null, List.of(), List.of(check()), null, List.of());
  }

  @Override
  protected Output right() {
    return left(this::putRight);
  }

  @Override
  protected Output wrong() {
    return left(this::putWrong);
  }

  /** What leaves something at a path. */
  protected interface Leaving {
    void leave(Path target) throws IOException;
  }

  /** The output of a run that left something at the target. */
  protected Output left(Leaving leaving) {
    try {
      Path workspace = Files.createTempDirectory(folder, "work");
      Path target = workspace.resolve(check().target());
      Files.createDirectories(target.getParent());
      leaving.leave(target);
      return new Output(List.of(), "", List.of(), workspace);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected CheckResult judged(Leaving leaving) {
    return evaluator().check(check(), left(leaving));
  }

  @Test
  void checkIsAsItShouldBe() {
    assertThat(evaluator().problems(check())).isEmpty();
    assertThat(check().evaluator()).isEqualTo(evaluator().evaluator());
  }

  @Test
  void optionThatIsNotKnownIsAProblem() {
    Check odd = with("{\"no such option\": 1}");

    assertThat(evaluator().problems(odd)).singleElement().asString().contains("unknown option");
    assertThat(evaluator().check(odd, right()).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(evaluator().problems(with("[]"))).isNotEmpty();
    assertThat(evaluator().problems(with("{"))).isNotEmpty();
  }

  @Test
  void withoutAWorkingCopyNothingIsDecided() {
    assertThat(evaluator().check(check(), new Output(List.of(), "42")).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void whatIsNotThereIsWrong() {
    assertThat(judged(target -> {}).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void linkOutOfTheWorkingCopyIsNotFollowed() {
    CheckResult result =
        judged(
            target -> {
              Path elsewhere = Files.createTempDirectory(folder, "elsewhere").resolve("it");
              putRight(elsewhere);
              Files.createSymbolicLink(target, elsewhere);
            });

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void folderInTheFilesPlaceAndFileInTheFoldersPlaceAreWrong() {
    assertThat(judged(target -> Files.createDirectories(target.resolve("x"))).verdict())
        .isEqualTo(Verdict.FAILED);
  }

  @Test
  void rubbishIsWrong() {
    byte[] rubbish = new byte[100_000];
    new Random(1).nextBytes(rubbish);

    for (byte[] bytes :
        List.of(
            rubbish,
            new byte[0],
            "[".repeat(100_000).getBytes(StandardCharsets.UTF_8),
            "PK\3\4 and no more".getBytes(StandardCharsets.UTF_8),
            "\0\ud83d\n%s%n${x}".getBytes(StandardCharsets.UTF_8))) {
      CheckResult result = judged(target -> Files.write(target, bytes));

      assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(result.differences()).allMatch(text -> text.length() < 500);
    }
  }

  @Test
  void fileThatIsLargerThanTheMemoryIsNotRead() {
    CheckResult result =
        judged(
            target -> {
              try (RandomAccessFile sparse = new RandomAccessFile(target.toFile(), "rw")) {
                sparse.setLength(8L << 30);
              }
            });

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
  }

  private Check with(String options) {
    Check plain = check();
    return new Check(
        plain.evaluator(), plain.target(), plain.expected(), plain.expectedUri(), options);
  }
}
