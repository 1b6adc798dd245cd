package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.publish.FailingDisk.Mode;
import dev.trace2skill.publish.SkillHome.Change;
import dev.trace2skill.store.Holder;
import dev.trace2skill.store.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillLockTest {

  private static final int ROUNDS = 100;
  private static final Owner ME = new Owner("ann", "here", 42);
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path root;
  private WorkFolder work;
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void folder() throws IOException {
    work = new WorkFolder(root.resolve("skills/pay"));
    Files.createDirectories(work.folder());
  }

  @Test
  void whoComesSecondIsToldWhoIsAtWork() throws IOException {
    SkillLock first = take(ME, NOW.minusSeconds(90));
    try (first) {
      assertThatThrownBy(() -> take(new Owner("bob", "here", 43), NOW))
          .isInstanceOf(SkillFolderException.class)
          .hasMessage(
              work.target()
                  + " is being changed: publish by ann (process 42 on here) since"
                  + " 2026-03-04T05:04:37Z (90 s ago); try again when that is done");
    }
    take(new Owner("bob", "here", 43), NOW).close();
    assertThat(notices).isEmpty();
    assertThat(work.lock()).isEmptyFile();
  }

  @Test
  void lockThatWasLeftBehindIsTakenOverAndExplained() throws IOException {
    Files.write(work.lock(), new Holder(ME, NOW.minusSeconds(180), "rollback").bytes());

    take(new Owner("bob", "here", 43), NOW).close();

    assertThat(notices)
        .containsExactly(
            "The lock on "
                + work.target()
                + " is stale: rollback by ann (process 42 on here) since 2026-03-04T05:03:07Z"
                + " (3 min ago), which is gone. What it had begun is put right.");
  }

  @Test
  void lockThatWasCutOffWhileItWasWrittenIsNobodys() throws IOException {
    Files.writeString(work.lock(), "{\"what\":\"pub");

    take(ME, NOW).close();

    assertThat(notices).isEmpty();
  }

  @Test
  void lockOfAnotherHostCountsForAnHour() throws IOException {
    Owner far = new Owner("ann", "far", 42);
    Files.write(work.lock(), new Holder(far, NOW.minusSeconds(3_600), "publish").bytes());
    assertThatThrownBy(() -> take(ME, NOW.minusSeconds(60)))
        .isInstanceOf(SkillFolderException.class)
        .hasMessage(
            work.target()
                + " is locked: publish by ann (process 42 on far) since 2026-03-04T04:06:07Z (59"
                + " min ago); if that process is gone, delete "
                + work.lock()
                + " and try again");

    take(ME, NOW.plusSeconds(1)).close();

    assertThat(notices).hasSize(1);
  }

  @Test
  void ofTwoThatPublishAtOnceOneWinsAndTheOtherSaysWhy() throws Exception {
    Skill base = Skill.of(Map.of("SKILL.md", "base\n"));
    home().put(base, change(), any -> {});
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService both = Executors.newFixedThreadPool(2);
    int won = 0;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (String who : List.of("a", "b")) {
          racers.add(racer(start, base.with("SKILL.md", who + round + "\n")));
        }
        int before = won;
        for (Future<Boolean> result : both.invokeAll(racers)) {
          won += result.get() ? 1 : 0;
        }
        assertThat(won).as("round %d", round).isGreaterThan(before);
        assertThat(SkillFolder.read(work.target()).orElseThrow().file("SKILL.md").orElseThrow())
            .matches("[ab]" + round + "\n");
      }
    } finally {
      both.shutdownNow();
    }
    assertThat(home().log()).hasSize(1 + won);
    assertThat(home().kept()).hasSize(won);
    String standing = null;
    for (Publication p : home().log()) {
      assertThat(p.replacedSkillId()).isEqualTo(standing);
      standing = p.skillId();
    }
  }

  private Callable<Boolean> racer(CyclicBarrier start, Skill skill) {
    return () -> {
      start.await();
      try {
        return home().put(skill, change(), any -> {}).isPresent();
      } catch (SkillFolderException e) {
        assertThat(e)
            .hasMessageStartingWith(work.target() + " is being changed: publish by ")
            .hasMessageEndingWith("; try again when that is done");
        return false;
      }
    };
  }

  /** Each has its own channel; syncing takes time and proves nothing here. */
  private FolderHome home() {
    return new FolderHome(
        new FailingDisk(Mode.FAULT, 0),
        work.target(),
        root.resolve("backups"),
        ME,
        Clock.systemUTC(),
        notices::add);
  }

  private static Change change() {
    return new Change(Action.PUBLISH, null, "off", Instant.now());
  }

  private SkillLock take(Owner owner, Instant now) throws IOException {
    return SkillLock.take(work, new Holder(owner, now, "publish"), notices::add);
  }
}
