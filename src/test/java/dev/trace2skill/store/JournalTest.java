package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trace2skill.testing.S3Server;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.package$;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private final Configuration conf = new Configuration();

  @Test
  void whatWasPutIsFound() {
    Journal journal = local();

    assertThat(journal.find(KEY)).isEmpty();
    assertThat(journal.putIfAbsent(KEY, "{\"a\": \"漢字\\ud83d\"}"))
        .isEqualTo("{\"a\": \"漢字\\ud83d\"}");
    assertThat(journal.find(KEY)).contains("{\"a\": \"漢字\\ud83d\"}");
    assertThat(folder.resolve("journal/01/" + KEY + ".json")).exists();
  }

  @Test
  void firstValueStands() {
    Journal journal = local();

    assertThat(journal.putIfAbsent(KEY, "1")).isEqualTo("1");
    assertThat(journal.putIfAbsent(KEY, "2")).isEqualTo("1");
    assertThat(journal.find(KEY)).contains("1");
  }

  @Test
  void sixteenWritersHaveOneWinner() throws Exception {
    for (int round = 0; round < 20; round++) {
      String key = "%032x".formatted(round);

      List<String> standing = race(local(), key, 16);

      assertThat(standing).hasSize(16).containsOnly(local().find(key).orElseThrow());
    }
    assertThat(files()).hasSize(20).allMatch(file -> file.toString().endsWith(".json"));
  }

  @Test
  void fileThatIsCutOrOverwrittenCountsAsAbsentAndIsReplaced() throws Exception {
    Journal journal = local();
    journal.putIfAbsent(KEY, "{\"answer\": 42}");
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(journal.find(KEY)).as("cut after %d bytes", length).isEmpty();
    }
    Files.write(file, new byte[whole.length]);
    assertThat(journal.find(KEY)).isEmpty();

    assertThat(journal.putIfAbsent(KEY, "{\"answer\": 43}")).isEqualTo("{\"answer\": 43}");

    assertThat(journal.find(KEY)).contains("{\"answer\": 43}");
  }

  @Test
  void entryThatIsOfNoUseCanBeReplaced() {
    Journal journal = local();
    journal.putIfAbsent(KEY, "1");

    journal.replace(KEY, "2");

    assertThat(journal.find(KEY)).contains("2");
  }

  @Test
  void folderThatCannotBeWrittenIsAnError() throws Exception {
    Files.writeString(folder.resolve("journal"), "a file");

    assertThatThrownBy(() -> local().putIfAbsent(KEY, "1"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("the journal ");
  }

  @Test
  void journalTravelsToAnExecutor() throws Exception {
    conf.set("fs.made.up", "there");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(local());
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));

    Journal copy = (Journal) in.readObject();

    assertThat(copy.path()).isEqualTo(local().path());
    assertThat(copy.conf().value().get("fs.made.up")).isEqualTo("there");
  }

  @Test
  void writersToABucketHaveOneWinner() throws Exception {
    assumeFalse(
        package$.MODULE$.SPARK_VERSION().startsWith("4.1."),
        "the server needs a newer AWS SDK than the one that goes with Spark 4.1");
    try (S3Server server = S3Server.start("warehouse")) {
      server.settings().forEach(conf::set);
      Journal journal = journal("s3a://warehouse/tables/journal");

      assertThat(journal.find(KEY)).isEmpty();
      for (int round = 0; round < 5; round++) {
        String key = "%032x".formatted(round);
        assertThat(race(journal, key, 2)).containsOnly(journal.find(key).orElseThrow());
      }
      journal.replace(KEY, "2");
      assertThat(journal.putIfAbsent(KEY, "3")).isEqualTo("2");
      FileSystem.get(URI.create("s3a://warehouse"), conf).close();
    }
  }

  private static List<String> race(Journal journal, String key, int writers) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      CyclicBarrier start = new CyclicBarrier(writers);
      List<Callable<String>> tasks = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        String value = "\"writer " + i + "\"";
        tasks.add(
            () -> {
              start.await();
              return journal.putIfAbsent(key, value);
            });
      }
      List<String> standing = new ArrayList<>();
      for (Future<String> task : pool.invokeAll(tasks)) {
        standing.add(task.get());
      }
      return standing;
    } finally {
      pool.shutdown();
    }
  }

  private Journal local() {
    return journal(folder.resolve("journal").toString());
  }

  private Journal journal(String path) {
    return new Journal(path, new SerializableConfiguration(conf));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
