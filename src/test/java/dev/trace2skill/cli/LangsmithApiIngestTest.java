package dev.trace2skill.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.IngestedFile;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.LangSmithServer;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands on a project of LangSmith, by its API. */
class LangsmithApiIngestTest {

  @TempDir Path directory;

  @Test
  void pagesAreFetchedReadOnceAndTheKeyIsNowhere() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), LangSmithServer.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Warehouse warehouse = SparkTest.warehouse(directory);
    try (LangSmithServer server = LangSmithServer.start()) {
      server.runs("2026-01-01T08:00:00Z", 3);
      server.feedback(2);
      Path conf = conf(warehouse.path(), server.baseUrl(), key, "2026-01-01", "2026-01-02");

      Answer first = Answer.to("ingest", "--conf", conf.toString());
      assertThat(first.code()).isZero();
      assertThat(first.out())
          .contains("2 new pages of desk fetched.", "5 records: 3 new trajectories");

      server.runs("2026-01-02T08:00:00Z", 2);
      conf = conf(warehouse.path(), server.baseUrl(), key, "2026-01-01", "2026-01-03");
      Answer second = Answer.to("ingest", "--conf", conf.toString());
      assertThat(second.out())
          .contains("1 new pages of desk fetched.", "2 records: 2 new trajectories");

      // A window that overlaps: the same runs on another page.
      Files.delete(
          Path.of(warehouse.path(), "fetched/langsmith-api/desk/day=2026-01-01/.complete"));
      conf = conf(warehouse.path(), server.baseUrl(), key, "2026-01-01T08:00:01Z", "2026-01-03");
      Answer third = Answer.to("ingest", "--conf", conf.toString());
      assertThat(third.out()).contains(" new pages of desk fetched.", ": 0 new trajectories");

      for (Answer answer : List.of(first, second, third)) {
        assertThat(answer.out() + answer.err()).doesNotContain(LangSmithServer.KEY);
      }
    }
    Warehouse after = SparkTest.warehouse(directory);
    List<IngestedFile> files = Tables.INGESTED_FILES.collect(after.read(Tables.INGESTED_FILES));
    assertThat(files).allMatch(f -> f.format().equals("langsmith"));
    assertThat(files)
        .allMatch(
            f ->
                f.recordCount()
                    == f.usedCount() + f.duplicateCount() + f.rejectedCount() + f.outsideCount());
    assertThat(after.read(Tables.TRAJECTORIES).where("outcome = 'success'").count()).isEqualTo(1);
    assertThat(after.read(Tables.TRAJECTORIES).where("outcome = 'failure'").count()).isEqualTo(1);
    assertKeyIsNowhere(Path.of(after.path()));
  }

  private static void assertKeyIsNowhere(Path warehouse) throws IOException {
    try (Stream<Path> all = Files.walk(warehouse)) {
      assertThat(all.filter(Files::isRegularFile).toList())
          .isNotEmpty()
          .allMatch(file -> !read(file).contains(LangSmithServer.KEY));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path conf(String warehouse, String baseUrl, Path key, String from, String to)
      throws IOException {
    return Files.writeString(
        Files.createTempFile(directory, "conf", ".yaml"),
        """
        warehouse: "%s"
        skill: {path: skills/desk, description: Helps.}
        evidence:
          - langsmith-api:
              project: desk
              base-url: %s
              api-key-file: "%s"
              from: %s
              to: %s
        """
            .formatted(warehouse, baseUrl, key, from, to));
  }
}
