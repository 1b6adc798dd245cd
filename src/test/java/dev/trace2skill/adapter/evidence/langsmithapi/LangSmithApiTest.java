package dev.trace2skill.adapter.evidence.langsmithapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.EvidenceService.Pages;
import dev.trace2skill.spi.EvidenceService.Query;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.testing.LangSmithServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LangSmithApiTest {

  private static final String KEY = LangSmithServer.KEY;
  private static final Instant NOW = Instant.parse("2026-01-03T12:00:00Z");

  @TempDir Path directory;

  private final Kept kept = new Kept();
  private LangSmithServer server;
  private Path key;

  @BeforeEach
  void start() throws IOException {
    server = LangSmithServer.start();
    key = Files.writeString(directory.resolve("key"), KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyPageIsKeptAsItCameUntilThereIsNoCursor() throws Exception {
    server.runs("2026-01-01T08:00:00Z", 250);
    server.runs("2026-01-02T08:00:00Z", 3);
    server.feedback(120);

    fetch("2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z");

    // 250 runs are three pages; each has its feedback, for fifty runs at a time.
    assertThat(kept.names("day=2026-01-01", "runs-")).hasSize(3);
    assertThat(kept.names("day=2026-01-02", "runs-")).hasSize(1);
    assertThat(kept.pages.values()).allMatch(page -> server.sent().contains(page));
    assertThat(String.join("", kept.pages.values()))
        .contains("\"id\":\"run-249\"", "\"id\":\"f119\"");
    assertThat(server.requests()).allMatch(r -> r.headers().getFirst("x-api-key").equals(KEY));
  }

  @Test
  void feedbackOfMoreThanAPageIsReadToItsEnd() throws Exception {
    server.runs("2026-01-01T08:00:00Z", 1);
    server.feedbackOfOneRun(230);

    fetch("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");

    assertThat(kept.names("day=2026-01-01", "feedback-")).hasSize(3);
  }

  @Test
  void dayThatIsOverIsFetchedOnceAndOverlapsAddNothing() throws Exception {
    server.runs("2026-01-01T08:00:00Z", 120);
    server.runs("2026-01-03T08:00:00Z", 5);
    fetch("2026-01-01T00:00:00Z", "2026-01-03T12:00:00Z");
    Map<String, String> before = new TreeMap<>(kept.pages);
    assertThat(kept.complete).containsExactly("day=2026-01-01");
    int asked = server.requests().size();

    fetch("2026-01-01T00:00:00Z", "2026-01-03T12:00:00Z");

    assertThat(kept.pages).isEqualTo(before);
    // The project, the second day (empty), the third day and its feedback.
    assertThat(server.requests().size() - asked).isEqualTo(4);
  }

  @Test
  void partOfADayIsNeverTakenForAllOfIt() throws Exception {
    server.runs("2026-01-01T08:00:00Z", 1);

    fetch("2026-01-01T06:00:00Z", "2026-01-01T20:00:00Z");

    assertThat(kept.complete).isEmpty();
    assertThat(server.requests().get(1).body())
        .contains(
            "\"start_time\":\"2026-01-01T06:00:00Z\"", "\"end_time\":\"2026-01-01T20:00:00Z\"");
  }

  @ParameterizedTest
  @CsvSource({"429,0", "429,", "500,", "503,0", "408,", "-1,", "-2,"})
  void passingTroubleIsWaitedFor(int status, String retryAfter) throws Exception {
    server.runs("2026-01-01T08:00:00Z", 120);
    server.fails(3, status, retryAfter);

    fetch("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");

    assertThat(kept.names("day=2026-01-01", "runs-")).hasSize(2);
    assertThat(kept.complete).containsExactly("day=2026-01-01");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, -1, -2})
  void troubleThatStaysIsToldAndWhatCameStays(int status) throws Exception {
    server.runs("2026-01-01T08:00:00Z", 120);
    server.failsFrom("cursor", status);

    assertThatThrownBy(() -> fetch("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("/runs/query of LangSmith at 127.0.0.1 failed 6 times")
        .message()
        .satisfies(m -> assertThat(m.lines()).hasSize(1))
        .doesNotContain(KEY);
    assertThat(kept.names("day=2026-01-01", "runs-")).hasSize(1);
    assertThat(kept.complete).isEmpty();
  }

  @Test
  void refusedKeyIsToldByItsPlaceAlone() throws IOException {
    Files.writeString(key, "wrong-key-987");

    assertThatThrownBy(() -> fetch("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"))
        .isInstanceOf(UserError.class)
        .hasMessage("LangSmith at 127.0.0.1 refused the key in " + key + " (401)");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void unknownProjectAndWrongAddressAreToldInOneLine() {
    assertThatThrownBy(() -> fetchFrom(server.baseUrl(), "other"))
        .hasMessage("LangSmith knows no project 'other'");
    assertThatThrownBy(() -> fetchFrom(server.baseUrl() + "/nowhere", "desk"))
        .hasMessage("/sessions of LangSmith at 127.0.0.1 answered 404: is the base-url right?");
    assertThatThrownBy(() -> fetchFrom("http://langsmith.example.com", "desk"))
        .hasMessage("a key is not sent over plain http to langsmith.example.com: use https");
    assertThatThrownBy(() -> fetchFrom("ftp://x", "desk"))
        .hasMessage("the base-url of langsmith-api is no http or https address");
  }

  @Test
  void hugePageIsKeptWhole() throws Exception {
    int size = 40 << 20;
    server.run("2026-01-01T08:00:00Z", "run-0", "x".repeat(size));

    fetch("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");

    assertThat(kept.names("day=2026-01-01", "runs-")).hasSize(1);
    assertThat(kept.pages.values())
        .singleElement()
        .satisfies(p -> assertThat(p.length()).isGreaterThan(size));
  }

  private void fetch(String from, String to) throws IOException, InterruptedException {
    new LangSmithApi(Duration.ofMillis(2))
        .fetch(query(server.baseUrl(), "desk", Instant.parse(from), Instant.parse(to)), kept);
  }

  private void fetchFrom(String baseUrl, String project) throws IOException, InterruptedException {
    new LangSmithApi(Duration.ofMillis(2))
        .fetch(query(baseUrl, project, Instant.parse("2026-01-01T00:00:00Z"), NOW), kept);
  }

  private Query query(String baseUrl, String project, Instant from, Instant to) {
    return new Query(baseUrl, project, new Secret(null, key.toString()), from, to, NOW);
  }

  /** Pages in memory, as a store must keep them. */
  private static final class Kept implements Pages {
    private final Map<String, String> pages = new TreeMap<>();
    private final Set<String> complete = new TreeSet<>();

    @Override
    public boolean isComplete(String part) {
      return complete.contains(part);
    }

    @Override
    public void keep(String part, String name, Path page) throws IOException {
      pages.put(part + "/" + name, Files.readString(page, UTF_8));
    }

    @Override
    public void complete(String part) {
      complete.add(part);
    }

    private Set<String> names(String part, String prefix) {
      Set<String> found = new TreeSet<>(pages.keySet());
      found.removeIf(name -> !name.startsWith(part + "/" + prefix));
      return found;
    }
  }
}
