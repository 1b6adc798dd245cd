package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says before it opens Spark. */
class MainTest {

  @TempDir private Path directory;

  @Test
  void versionAndHelpAreAnswers() {
    assertThat(Answer.to("--version")).isEqualTo(new Answer(0, "trace2skill development\n", ""));

    Answer help = Answer.to("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("evolve", "ingest", "analyze", "consolidate", "publish", "sql", "show");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    Answer answer = Answer.to();

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("no command given\n").contains("Usage: trace2skill");
  }

  @Test
  void unknownWordsAreNamed() {
    assertThat(Answer.to("evolve", "--cnof", "x").code()).isEqualTo(2);
    assertThat(Answer.to("evolve", "--cnof", "x").err()).contains("--cnof");
    assertThat(Answer.to("evlove").code()).isEqualTo(2);
    assertThat(Answer.to("evlove").err()).contains("evlove");
    assertThat(Answer.to("sql", "--format", "xml", "SELECT 1").code()).isEqualTo(2);
  }

  @Test
  void redactionIsMeasuredWithoutATable() {
    Answer answer = Answer.to("bench", "redaction", "--values", "1", "--megabytes", "0");

    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains("github-token", "recall", "seed 7.").doesNotContain("MB/s");
    assertThat(Answer.to("bench").err()).startsWith("bench: say what to measure\n");
    assertThat(Answer.to("bench", "redaction", "--values", "0").code()).isEqualTo(2);
    assertThat(Answer.to("bench", "talks", "--window", "0").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evolve", "ingest", "analyze", "consolidate", "publish", "adopt", "rollback"})
  void commandThatNeedsAConfSaysSo(String command) {
    assertRefused(
        command + ": this command needs --conf FILE; conf/local.yaml explains every key\n",
        command);
  }

  @Test
  void queryNeedsAWarehouse() {
    assertRefused(
        "sql: give --warehouse PATH, or --conf FILE with a warehouse\n", "sql", "SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc12", "no-such-id", "012345678901234567890123456789012"})
  void whatCannotBeATrajectoryIdIsRefused(String id) {
    assertRefused(
        "show: '" + id + "' is no trajectory id: give 6 to 32 characters from 0 to 9 and a to f\n",
        "show",
        id);
  }

  @Test
  void transcriptHasABudgetOrIsWhole() {
    assertRefused("show: --budget must be at least 1\n", "show", "--budget", "0", "abcdef");
    assertThat(Answer.to("show", "--budget", "9", "--whole", "abcdef").err())
        .contains("mutually exclusive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evolve", "ingest", "analyze", "consolidate", "publish", "adopt", "rollback"})
  void confThatIsNotThereIsNamed(String command) {
    Path absent = directory.resolve("absent.yaml");

    assertRefused(
        command + ": no such conf file: " + absent + "\n", command, "--conf", absent.toString());
  }

  @Test
  void wrongKeyIsNamed() throws IOException {
    Path conf = conf("contrast: {min-suport: 3}");

    assertRefused(
        "evolve: "
            + conf
            + ": unknown key 'contrast.min-suport'; known here: min-support, min-tasks, max-q,"
            + " max-success-share\n",
        "evolve",
        "--conf",
        conf.toString());
  }

  @Test
  void nothingIsMadeForPublishingWithoutAGateOrAnOptOut() throws IOException {
    String command = "evolve";
    String refused =
        command
            + ": a skill goes out with a verdict or an opt-out, and the conf has no section gate; add"
            + " one, or --gate off, or set publish.gate to \"off\", and it is recorded that nobody"
            + " judged it\n";

    assertThat(Answer.to(command, "--conf", conf("").toString()))
        .isEqualTo(new Answer(4, "", refused));
    assertThat(
            Answer.to(
                command, "--gate", "on", "--conf", conf("publish: {gate: \"off\"}").toString()))
        .isEqualTo(new Answer(4, "", refused));
    assertThat(directory.resolve("warehouse")).doesNotExist();
  }

  private Path conf(String more) throws IOException {
    return Files.writeString(
        directory.resolve("conf.yaml"),
        """
        warehouse: %s
        skill: {path: %s}
        evidence: [{path: traces}]
        %s
        """
            .formatted(directory.resolve("warehouse"), directory.resolve("desk"), more));
  }

  private void assertRefused(String problem, String... args) {
    assertThat(Answer.to(args)).isEqualTo(new Answer(2, "", problem));
    assertThat(directory.resolve("warehouse")).doesNotExist();
  }
}
