package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trace2skill.testing.S3Server;
import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.package$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateOnceLogStoreTest {

  private static final int DRIVERS = 4;
  private static final int ROUNDS = 15;

  @TempDir private java.nio.file.Path folder;
  private final Configuration conf = new Configuration();

  @Test
  void ofSeveralDriversOneMakesACommitOnALocalDisk() throws Exception {
    race(new Path(folder.toUri()));
  }

  @Test
  void ofSeveralDriversOneMakesACommitInABucket() throws Exception {
    assumeFalse(
        package$.MODULE$.SPARK_VERSION().startsWith("4.1."),
        "the server needs a newer AWS SDK than the one that goes with Spark 4.1");
    try (S3Server server = S3Server.start("tables")) {
      server.settings().forEach(conf::set);
      race(new Path("s3a://tables/runs"));
      FileSystem.get(URI.create("s3a://tables"), conf).close();
    }
  }

  @Test
  void commitThatWasSentTwiceIsItsOwn() throws IOException {
    Path commit = new Path(folder.toUri().toString(), "_delta_log/1.json");
    CreateOnceLogStore store = new CreateOnceLogStore(conf);

    store.write(commit, actions("mine"), false, conf);
    store.write(commit, actions("mine"), false, conf);

    assertThatThrownBy(() -> store.write(commit, actions("another's"), false, conf))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read(store, commit)).containsExactly("mine", "end");
    store.write(commit, actions("later"), true, conf);
    assertThat(read(store, commit)).containsExactly("later", "end");
  }

  private void race(Path table) throws Exception {
    ExecutorService drivers = Executors.newFixedThreadPool(DRIVERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path commit = new Path(table, "_delta_log/" + round + ".json");
        CyclicBarrier start = new CyclicBarrier(DRIVERS);
        List<Callable<String>> writers = new ArrayList<>();
        for (int driver = 0; driver < DRIVERS; driver++) {
          String text = "driver " + driver;
          writers.add(
              () -> {
                CreateOnceLogStore store = new CreateOnceLogStore(conf);
                start.await();
                try {
                  store.write(commit, actions(text), false, conf);
                  return text;
                } catch (FileAlreadyExistsException e) {
                  return "";
                }
              });
        }
        List<String> won = new ArrayList<>();
        for (Future<String> writer : drivers.invokeAll(writers)) {
          won.add(writer.get());
        }
        won.removeIf(String::isEmpty);
        assertThat(won).hasSize(1);
        assertThat(read(new CreateOnceLogStore(conf), commit)).containsExactly(won.get(0), "end");
      }
    } finally {
      drivers.shutdownNow();
    }
  }

  private static Iterator<String> actions(String text) {
    return List.of(text, "end").iterator();
  }

  private List<String> read(CreateOnceLogStore store, Path commit) throws IOException {
    List<String> lines = new ArrayList<>();
    try (CloseableIterator<String> all = store.read(commit, conf)) {
      all.forEachRemaining(lines::add);
    }
    return lines;
  }
}
