package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  private static final int MANY = 8;

  /** Greater than any system gives. */
  private static final long NOBODY = 1L << 40;

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Holder ME = holder("here", ProcessHandle.current().pid());

  @TempDir private Path folder;
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  @Test
  void secondIsToldWhoHasIt() throws IOException {
    try (RunLock lock = take(ME)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> take(ME))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("ann")
          .hasMessageContaining("delete " + folder + "/evolve-desk.json");
    }

    take(ME).close();

    assertThat(folder).isEmptyDirectory();
    assertThat(notices).isEmpty();
  }

  @Test
  void lockOfAProcessThatIsGoneIsTakenOver() throws IOException {
    left(holder("here", NOBODY));

    take(ME).close();

    assertThat(notices)
        .singleElement()
        .satisfies(said -> assertThat(said).contains("stale", "process " + NOBODY));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void lockOfAnotherHostIsNot() throws IOException {
    left(holder("elsewhere", NOBODY));

    assertThatThrownBy(() -> take(ME)).hasMessageContaining("elsewhere");
  }

  @Test
  void damagedLockIsTakenOver() throws IOException {
    Files.writeString(folder.resolve("evolve-desk.json"), "{\"user\": ");

    take(ME).close();

    assertThat(notices).hasSize(1);
  }

  @Test
  void ofManyWhoFindAStaleLockOneHasIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      for (int round = 0; round < 20; round++) {
        left(holder("here", NOBODY));
        List<Callable<Integer>> takers = Collections.nCopies(MANY, this::taken);
        int taken = 0;
        for (Future<Integer> one : threads.invokeAll(takers)) {
          taken += one.get();
        }
        assertThat(taken).isEqualTo(1);
        Files.delete(folder.resolve("evolve-desk.json"));
      }
    } finally {
      var unused = threads.shutdownNow();
    }
  }

  private int taken() throws IOException {
    try {
      var unused = take(ME);
      return 1;
    } catch (UserError e) {
      return 0;
    }
  }

  private RunLock take(Holder who) throws IOException {
    return RunLock.take(
        new LocalShelf(folder), folder.toString(), "evolve-desk", who, notices::add);
  }

  private void left(Holder by) throws IOException {
    Files.write(folder.resolve("evolve-desk.json"), by.bytes());
  }

  private static Holder holder(String host, long process) {
    return new Holder(new Owner("ann", host, process), NOW, "evolve-online");
  }
}
