package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.analyze.ContrastSettings;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfReaderTest {

  private static final String LEAST =
      """
      warehouse: w
      skill: {path: skills/desk}
      evidence: [{path: traces}]
      """;

  @Test
  void whatIsLeftOutHasItsDefault() {
    Conf conf = ConfReader.parse(LEAST);

    assertThat(conf.warehouse()).isEqualTo("w");
    assertThat(conf.skill().formatOrDefault()).isEqualTo("agent-skill");
    assertThat(conf.analystsOrDefault()).containsExactly("contrast");
    assertThat(conf.contrastSettings()).isEqualTo(ContrastSettings.DEFAULT);
    assertThat(conf.consolidateSettings()).isEqualTo(ConsolidateSettings.DEFAULT);
    assertThat(conf.publish()).isNull();
  }

  @Test
  void offNeedsNoQuotes() {
    assertThat(ConfReader.parse(LEAST + "publish: {gate: off}").publish().gate()).isEqualTo("off");
  }

  @Test
  void unknownKeyIsNamedWithTheKnownOnes() {
    assertRefused(
        LEAST + "analyst: [contrast]",
        "unknown key 'analyst'; known here: warehouse, skill, evidence, labels, outcome, analysts,"
            + " contrast, llm, rollout, analyze, consolidate, gate, publish, online, spark");
  }

  @Test
  void unknownKeyIsNamedWithItsPath() {
    assertRefused(
        LEAST + "contrast: {minSupport: 3}",
        "unknown key 'contrast.minSupport'; known here: min-support, min-tasks, max-q,"
            + " max-success-share");
    assertRefused(
        "{warehouse: w, skill: {path: s}, evidence: [{path: t}, {simulate: {sead: 1}}]}",
        "unknown key 'evidence[1].simulate.sead'; known here: seed, tasks, trials, held-out,"
            + " shuffle-labels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {skill: {path: s}, evidence: []}                  | missing key 'warehouse'
          {warehouse: ~, skill: {path: s}, evidence: []}    | missing key 'warehouse'
          {warehouse: w, skill: {format: f}, evidence: []}  | missing key 'skill.path'
          {warehouse: w, skill: {path: s}}                  | missing key 'evidence'
          """)
  void missingKeyIsNamedWithItsPath(String yaml, String problem) {
    assertThatThrownBy(() -> ConfReader.parse(yaml))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(problem + "; known here: ");
  }

  @Test
  void doubledKeyIsNamedWithItsLine() {
    assertThatThrownBy(() -> ConfReader.parse(LEAST + "warehouse: v\n"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("line 4: ")
        .hasMessageContaining("'warehouse'")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contrast: {max-q: high}              | contrast.max-q
          contrast: {min-support: 2.5}         | contrast.min-support
          contrast: {min-support: "5"}         | contrast.min-support
          contrast: 5                          | contrast
          consolidate: {min-tasks: [1]}        | consolidate.min-tasks
          analysts: contrast                   | analysts
          analysts: [{name: contrast}]         | analysts[0]
          analysts: [contrast, ~]              | analysts[1]
          publish: {gate: "off", backups: {}}  | publish.backups
          spark: {settings: {a: [1]}}          | spark.settings.a
          spark: {settings: [a]}               | spark.settings
          """)
  void valueOfTheWrongTypeIsNamedWithItsPath(String yaml, String path) {
    assertThatThrownBy(() -> ConfReader.parse(LEAST + yaml))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("\\Q" + path + "\\E(:| is) .+")
        .hasMessageNotContainingAny("\n", "java.", "dev.trace2skill");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evidence: traces              | evidence is not a list
          evidence: {path: traces}      | evidence is not a list
          evidence: [traces]            | evidence[0] is not a mapping of keys
          evidence: [{path: t}, ~]      | evidence[1] is not a mapping of keys
          evidence: [{format: f}]       | evidence[0]: give one of path, langsmith-api and simulate
          """)
  void elementOfAListIsNamedByItsPlace(String evidence, String problem) {
    assertRefused("warehouse: w\nskill: {path: s}\n" + evidence, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          publish: {keep: 0}                             | publish: keep must be at least 1, is 0
          publish: {gate: strict}                        | publish: gate 'strict' is not known; known: on, off
          contrast: {min-support: 0}                     | contrast: min-support and min-tasks must be at least 1
          contrast: {max-q: 1.0}                         | contrast: max-q and max-success-share must lie between 0 and 1
          outcome: {error: success}                      | outcome: error cannot mean success; known: failure, infra, unknown
          outcome: {error: lost}                         | outcome: error 'lost' is not known; known: success, failure, infra, unknown
          outcome: {min-confidence: 2.0}                 | outcome: min-confidence must lie between 0 and 1
          outcome: {infra: ['(']}                        | outcome: infra has a wrong regular expression '(': Unclosed group
          outcome: {status: {done: good}}                | outcome: status 'good' is not known; known: success, failure, infra, unknown
          outcome: {patterns: [{field: query, regex: a, outcome: failure}]} | outcome: patterns 'query' is not known; known: final-answer, error, status
          consolidate: {min-tasks: 0}                    | consolidate: min-support, min-tasks, min-principals and max-lessons must be at least 1
          """)
  void valueThatMakesNoSenseIsRefusedWhenTheConfIsRead(String yaml, String problem) {
    assertRefused(LEAST + yaml, problem);
  }

  @Test
  void simulationWithoutTasksIsRefusedWhenTheConfIsRead() {
    assertRefused(
        "{warehouse: w, skill: {path: s}, evidence: [{simulate: {tasks: 0}}]}",
        "evidence[0].simulate: a simulation needs tasks and trials, not 0 and 8");
  }

  @Test
  void whatIsNoYamlIsNamedByItsLine() {
    assertThatThrownBy(() -> ConfReader.parse(LEAST + "contrast: {min-support: 5\n"))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("line [45]: .+");
    assertThatThrownBy(() -> ConfReader.parse("warehouse: w\nskill: *nowhere\n"))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"''", "'# nothing but a comment'", "~", "just a text", "[]"})
  void confWithoutKeysIsNoMapping(String yaml) {
    assertRefused(yaml, "the conf is not a mapping of keys");
  }

  @Test
  void fileIsNamedInEveryProblem(@TempDir Path directory) throws IOException {
    Path absent = directory.resolve("absent.yaml");
    Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "a: 1");
    Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0});

    assertThatThrownBy(() -> ConfReader.read(absent)).hasMessage("no such conf file: " + absent);
    assertThatThrownBy(() -> ConfReader.read(wrong)).hasMessageStartingWith(wrong + ": unknown");
    assertThatThrownBy(() -> ConfReader.read(binary))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(binary.toString());
  }

  static Stream<Path> confFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("confFiles")
  void everyConfFileThatWeShipIsRight(Path file) {
    Conf conf = ConfReader.read(file);

    assertThat(ConfReader.parse(ConfReader.json(conf))).isEqualTo(conf);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spark.hadoop.fs.s3a.access.key                 | AKIA1              | ***
          spark.hadoop.fs.s3a.secret.key                 | s3cr3t             | ***
          spark.hadoop.fs.s3a.bucket.b.session.token     | t0ken              | ***
          spark.hadoop.fs.azure.account.key.me.core      | a2V5               | ***
          spark.ssl.keyStorePassword                     | changeit           | ***
          spark.driver.extraJavaOptions                  | -Da.secret.key=s -Db=c | ***
          spark.hadoop.fs.s3a.aws.credentials.provider   | org.example.Mine   | org.example.Mine
          spark.hadoop.fs.s3a.endpoint                   | http://127.0.0.1:9 | http://127.0.0.1:9
          spark.sql.shuffle.partitions                   | 64                 | 64
          """)
  void manifestKeepsNoSecrets(String key, String value, String kept) {
    Conf conf = ConfReader.parse(LEAST + "spark: {settings: {'" + key + "': '" + value + "'}}");

    assertThat(conf.spark().settings()).containsEntry(key, value);
    assertThat(ConfReader.parse(ConfReader.json(conf)).spark().settings())
        .containsExactly(Map.entry(key, kept));
  }

  private static void assertRefused(String yaml, String problem) {
    assertThatThrownBy(() -> ConfReader.parse(yaml))
        .isInstanceOf(UserError.class)
        .hasMessage(problem);
  }
}
