package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.simulate.Simulation;
import dev.trace2skill.testing.Asked;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.Said;
import dev.trace2skill.testing.ScriptedServer;
import dev.trace2skill.testing.ServedAnalyst;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key goes to the model's server and nowhere else. */
@Tag("spark")
class KeyStaysSecretTest {

  private static final String KEY = "sk-test-7Qm2Vx9LkT4bWz8RnYpA3cHdE6uJs";
  private static final List<String> PAGES =
      List.of("/jobs/", "/stages/", "/environment/", "/executors/", "/SQL/");

  @TempDir private static Path folder;

  /** Pages of Spark's own user interface while the model is being asked. */
  private static final Map<String, String> SHOWN = new ConcurrentHashMap<>();

  private static Answer analyzed;

  @BeforeAll
  static void askAModelWithAKey() throws IOException {
    StringWriter chats = new StringWriter();
    new Simulation(1, 3, 2).write(chats);
    Files.writeString(folder.resolve("chats.jsonl"), chats.toString());
    Path key = folder.resolve("secret/key");
    Files.createDirectories(key.getParent());
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, KEY);
    Files.createDirectories(folder.resolve("events"));
    Answer.to("ingest", "--warehouse", warehouse(), folder.resolve("chats.jsonl").toString());
    SparkTest.spark().stop();
    try (ModelServer server = ModelServer.start(KeyStaysSecretTest::answer)) {
      analyzed = Answer.to("analyze", "--conf", conf(server.baseUrl(), "analyst-model"));
    }
  }

  @Test
  void modelWasAsked() {
    assertThat(analyzed.err()).doesNotContain("bug");
    assertThat(analyzed.code()).isZero();
    assertThat(analyzed.out()).containsPattern("error: [1-9]\\d* of \\d+ trajectories looked at");
  }

  @Test
  void keyIsInNoTableAndNoJournalAndNoEventLog() throws IOException {
    List<Path> files = files();

    assertThat(files).anyMatch(f -> f.toString().contains("/journal/"));
    assertThat(files).anyMatch(f -> f.toString().contains("/events/"));
    assertThat(files).anyMatch(f -> f.toString().contains("/llm_calls/"));
    assertThat(files).noneMatch(KeyStaysSecretTest::holdsKey);
  }

  @Test
  void keyIsInNothingThatIsPrinted() {
    assertThat(analyzed.out()).doesNotContain(KEY);
    assertThat(analyzed.err()).doesNotContain(KEY);
  }

  @Test
  void keyIsOnNoPageOfSpark() {
    assertThat(SHOWN).containsOnlyKeys(PAGES);
    assertThat(SHOWN.get("/environment/")).contains("spark.eventLog.dir");
    assertThat(SHOWN.values()).noneMatch(page -> page.contains(KEY));
  }

  @Test
  void keyIsInNoCommandLine() {
    List<String> lines =
        ProcessHandle.allProcesses()
            .flatMap(p -> p.info().commandLine().stream())
            .collect(Collectors.toCollection(ArrayList::new));

    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(KEY));
  }

  @Test
  void serverThatPrintsTheKeyIsNotQuoted() throws IOException {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.answers(
          401, "{\"error\": {\"message\": \"Incorrect API key provided: %s\"}}".formatted(KEY));

      Answer refused = Answer.to("analyze", "--conf", conf(server.baseUrl(), "closed-model"));

      assertThat(refused.code()).as("%s", refused).isEqualTo(2);
      assertThat(refused.err()).contains("401").contains("secret/key").doesNotContain(KEY);
      assertThat(files()).noneMatch(KeyStaysSecretTest::holdsKey);
    }
  }

  private static Said answer(Asked asked) {
    if (SHOWN.size() < PAGES.size()) {
      String ui = SparkSession.getDefaultSession().get().sparkContext().uiWebUrl().get();
      PAGES.forEach(page -> SHOWN.computeIfAbsent(page, p -> read(ui + p)));
    }
    return new ServedAnalyst().apply(asked);
  }

  private static String read(String url) {
    try (var in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(f -> !f.endsWith("secret/key")).toList();
    }
  }

  private static boolean holdsKey(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  private static String conf(String baseUrl, String model) throws IOException {
    Path conf = folder.resolve("conf.yaml");
    Files.writeString(
        conf,
        """
        warehouse: %1$s/warehouse
        skill: {path: %1$s/desk, description: Handles requests at a service desk.}
        evidence: []
        analysts: [error]
        llm:
          provider: vllm
          model: %3$s
          base-url: %2$s
          api-key-file: %1$s/secret/key
        spark:
          master: local[2]
          settings:
            spark.ui.enabled: "true"
            spark.ui.port: "0"
            spark.eventLog.enabled: "true"
            spark.eventLog.dir: file://%1$s/events
            spark.eventLog.compress: "false"
            spark.sql.shuffle.partitions: "2"
            spark.sql.parquet.compression.codec: none
        """
            .formatted(folder, baseUrl, model));
    return conf.toString();
  }
}
