package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.publish.FailingDisk.Mode;
import dev.trace2skill.publish.FailingDisk.Stopped;
import dev.trace2skill.publish.SkillHome.Change;
import dev.trace2skill.publish.SkillHome.Staged;
import dev.trace2skill.store.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever changes a skill's folder, stopped at each of its steps in turn. */
class CrashTest {

  private static final Instant START = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final Skill OLD =
      Skill.of(Map.of("SKILL.md", "old\n", "references/a.md", "a\n", "scripts/run.sh", "#!\n"));
  private static final Skill NEW =
      OLD.with("SKILL.md", "new\n").with("references/b.md", "b\n").without("references/a.md");
  private static final Skill NEXT = OLD.with("SKILL.md", "next\n");

  @TempDir private Path root;
  private Path folder;
  private Path backups;
  private Instant now = START;
  private int runs;

  private interface Deed {
    void run(FolderHome home) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void publishing(Mode mode) throws IOException {
    everyStep(mode, this::old, home -> put(home, NEW), List.of(OLD, NEW));
  }

  @ParameterizedTest
  @EnumSource
  void publishingForTheFirstTime(Mode mode) throws IOException {
    everyStep(mode, home -> {}, home -> put(home, NEW), List.of(NEW));
  }

  @ParameterizedTest
  @EnumSource
  void goingBack(Mode mode) throws IOException {
    Deed twoVersions =
        home -> {
          old(home);
          put(home, NEW);
        };
    everyStep(mode, twoVersions, this::goBack, List.of(NEW, OLD));
  }

  @ParameterizedTest
  @EnumSource
  void stagingAndAdopting(Mode mode) throws IOException {
    Deed deed =
        home -> {
          Staged staged = stage(home);
          put(home, NEW);
          home.unstage(staged);
        };
    everyStep(mode, this::old, deed, List.of(OLD, NEW));
  }

  @ParameterizedTest
  @EnumSource(names = "BEFORE")
  void stagingAgain(Mode mode) throws IOException {
    Deed staged =
        home -> {
          old(home);
          stage(home);
        };
    everyStep(mode, staged, this::stage, List.of(OLD));
  }

  @ParameterizedTest
  @EnumSource(names = "BEFORE")
  void deletingOldBackups(Mode mode) throws IOException {
    Deed versions =
        home -> {
          old(home);
          put(home, NEXT);
          put(home, OLD);
          put(home, NEW);
        };
    everyStep(mode, versions, home -> home.prune(1, Set::copyOf), List.of(NEW));
  }

  /**
   * Runs a deed again and again, and stops it one step later each time.
   *
   * @param allowed the skills of which one may stand then; none at all where none stood before
   */
  private void everyStep(Mode mode, Deed before, Deed deed, List<Skill> allowed)
      throws IOException {
    for (int step = 1; ; step++) {
      begin();
      before.run(healthy());
      Optional<String> stood = tree();
      FailingDisk disk = new FailingDisk(mode, step);
      try {
        deed.run(home(disk));
      } catch (Stopped | IOException e) {
        assertThat(disk.hasFailed()).as("step %d: %s", step, e).isTrue();
      }

      assertWhole(step, stood, allowed);
      assertGoesOn(step);
      if (!disk.hasFailed()) {
        assertThat(step).isGreaterThan(mode == Mode.AMID ? 1 : 5);
        return;
      }
    }
  }

  private void assertWhole(int step, Optional<String> stood, List<Skill> allowed)
      throws IOException {
    Optional<Skill> found = SkillFolder.read(folder);
    if (stood.isEmpty() && found.isEmpty()) {
      return;
    }
    assertThat(allowed).as("after step %d", step).contains(found.orElseThrow());
    if (stood.isPresent()) {
      assertThat(folder.resolve("assets/logo.png")).hasBinaryContent(new byte[] {0, 1});
      assertThat(folder.resolve("assets/empty")).isEmptyDirectory();
      assertThat(Files.readSymbolicLink(folder.resolve("link"))).isEqualTo(Path.of("SKILL.md"));
      assertThat(folder.resolve("scripts/run.sh")).isExecutable();
    }
    if (found.get().equals(allowed.get(0)) && stood.isPresent()) {
      assertThat(tree()).isEqualTo(stood);
    }
  }

  /** The next command works as if nothing had happened, and the log tells one story. */
  private void assertGoesOn(int step) throws IOException {
    FolderHome home = healthy();
    Optional<Skill> found = home.read();
    int known = home.kept().size();

    Publication next = put(home, NEXT);

    assertThat(home.read()).contains(NEXT);
    assertThat(next.replacedSkillId()).isEqualTo(found.map(Skill::id).orElse(null));
    assertThat(home.kept()).hasSize(known + (found.isPresent() ? 1 : 0));
    assertThat(inWork()).as("step %d", step).containsExactly("lock");
    String standing = null;
    for (Publication p : home.log()) {
      assertThat(p.replacedSkillId()).as("step %d: %s", step, p).isEqualTo(standing);
      standing = p.skillId();
    }
    if (found.isPresent()) {
      goBack(home);
      assertThat(home.read()).isEqualTo(found);
    }
  }

  private void begin() {
    folder = root.resolve(Integer.toString(++runs)).resolve("skills/pay");
    backups = root.resolve(Integer.toString(runs)).resolve("backups");
  }

  private FolderHome healthy() {
    return home(new FailingDisk(Mode.FAULT, 0));
  }

  private FolderHome home(Disk disk) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new FolderHome(disk, folder, backups, new Owner("u", "h", 1), clock, notice -> {});
  }

  private void old(FolderHome home) throws IOException {
    put(home, OLD);
    Files.createDirectories(folder.resolve("assets/empty"));
    Files.write(folder.resolve("assets/logo.png"), new byte[] {0, 1});
    Files.createSymbolicLink(folder.resolve("link"), Path.of("SKILL.md"));
    assertThat(folder.resolve("scripts/run.sh").toFile().setExecutable(true)).isTrue();
  }

  private Publication put(FolderHome home, Skill skill) throws IOException {
    now = now.plusSeconds(1);
    return home.put(skill, new Change(Action.PUBLISH, "v-" + skill.id(), "off", now), any -> {})
        .orElseThrow();
  }

  private void goBack(FolderHome home) throws IOException {
    now = now.plusSeconds(1);
    Kept kept = Rollbacks.before("x", home.read().orElseThrow().id(), home.log(), home.kept());
    var unused = home.restore(kept, new Change(Action.ROLLBACK, kept.skillVersionId(), null, now));
  }

  private Staged stage(FolderHome home) throws IOException {
    SkillVersion version =
        new SkillVersion("v", "pay", NEW.id(), OLD.id(), "c", 1, NEW.files(), OLD.files());
    return home.stage(version, now, any -> {}, any -> "review\n");
  }

  private List<String> inWork() throws IOException {
    try (Stream<Path> all = Files.list(new WorkFolder(folder).folder())) {
      return all.map(p -> p.getFileName().toString()).toList();
    }
  }

  /** Names, links and bytes. */
  private Optional<String> tree() throws IOException {
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    for (Path path : Disk.deepestFirst(folder)) {
      String what =
          Files.isSymbolicLink(path)
              ? Files.readSymbolicLink(path).toString()
              : Files.isDirectory(path) ? "folder" : Files.readString(path);
      lines.add(folder.relativize(path) + " " + Files.isExecutable(path) + " " + what);
    }
    return Optional.of(String.join("\n", lines));
  }
}
