package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderHomeTest {

  private static final Skill OLD =
      Skill.of(
          Map.of(
              "SKILL.md", "old\r\n", "references/\u00e4 \u4e2d.md", "x", "scripts/a.sh", "#!\n"));
  private static final Skill NEW = OLD.with("SKILL.md", "new\n").with("references/b.md", "b");
  private static final byte[] BINARY = {0, (byte) 0xff, 'x'};

  private final List<String> notices = new ArrayList<>();

  @TempDir private Path root;
  private Path folder;
  private Path backups;
  private FolderHome home;

  @BeforeEach
  void names() throws IOException {
    folder = root.resolve("skills/z\u00e4hlen");
    backups = root.resolve("backups");
    home = FolderHome.of(folder, backups, Clock.systemUTC(), notices::add);
  }

  @Test
  void whatIsPublishedIsRead() throws IOException {
    assertThat(home.read()).isEmpty();

    Publication first = put(OLD).orElseThrow();

    assertThat(first.backup()).isNull();
    assertThat(first.replacedSkillId()).isNull();
    assertThat(home.read()).contains(OLD);
    assertThat(SkillFolder.untouched(folder)).isEmpty();
    assertThat(home.kept()).isEmpty();
  }

  @Test
  void oldVersionBecomesTheBackup() throws IOException {
    put(OLD);

    Publication second = put(NEW.without("scripts/a.sh")).orElseThrow();

    assertThat(second.replacedSkillId()).isEqualTo(OLD.id());
    assertThat(home.read()).contains(NEW.without("scripts/a.sh"));
    assertThat(SkillFolder.read(Path.of(second.backup()))).contains(OLD);
    assertThat(Path.of(second.backup()).getParent()).isEqualTo(backups);
    assertThat(siblings()).containsExactlyInAnyOrder("z\u00e4hlen", ".trace2skill");
    assertThat(leftovers()).containsExactly("lock");
  }

  @Test
  void logSaysWhatWasDoneAndTheListWhatIsKept() throws IOException {
    Publication first = put(OLD).orElseThrow();
    Publication second = put(NEW).orElseThrow();

    assertThat(home.log()).containsExactly(first, second);
    assertThat(home.kept())
        .containsExactly(new Kept(second.backup(), second.publishedAt(), OLD.id(), "v"));
  }

  @Test
  void sameSkillIsNotWrittenAgain() throws IOException {
    put(OLD);
    Object before = inode(folder);

    assertThat(put(OLD)).isEmpty();

    assertThat(inode(folder)).isEqualTo(before);
    assertThat(home.log()).hasSize(1);
  }

  @Test
  void whatIsNotOurTextIsCarriedOver() throws IOException {
    put(OLD);
    Files.createDirectories(folder.resolve("assets/empty"));
    Files.write(folder.resolve("assets/logo.png"), BINARY);
    Files.writeString(folder.resolve("references/huge.md"), "x".repeat(1024 * 1024 + 1));
    Files.writeString(folder.resolve(".hidden"), "h");
    Files.writeString(folder.resolve("LICENSE.txt"), "MIT");
    Files.createSymbolicLink(folder.resolve("references/link.md"), Path.of("huge.md"));

    assertThat(home.read()).contains(OLD);
    put(NEW);

    assertThat(SkillFolder.untouched(folder))
        .containsExactly(
            ".hidden",
            "LICENSE.txt",
            "assets/empty",
            "assets/logo.png",
            "references/huge.md",
            "references/link.md");
    assertThat(folder.resolve("assets/logo.png")).hasBinaryContent(BINARY);
    assertThat(Files.readSymbolicLink(folder.resolve("references/link.md")))
        .isEqualTo(Path.of("huge.md"));
    assertThat(home.read()).contains(NEW);
  }

  @Test
  void permissionsStay() throws IOException {
    put(OLD);
    mode(folder.resolve("scripts/a.sh"), "rwxr-x---");
    mode(folder.resolve("SKILL.md"), "rw-rw----");
    mode(folder.resolve("scripts"), "rwxr-xr--");
    mode(folder, "rwx------");

    put(NEW);
    put(NEW.with("scripts/a.sh", "#! changed\n"));

    assertThat(mode(folder.resolve("scripts/a.sh"))).isEqualTo("rwxr-x---");
    assertThat(mode(folder.resolve("SKILL.md"))).isEqualTo("rw-rw----");
    assertThat(mode(folder.resolve("scripts"))).isEqualTo("rwxr-xr--");
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void rollbackBringsTheWholeFolderBack() throws IOException {
    put(OLD);
    Files.createDirectories(folder.resolve("assets/empty"));
    Files.write(folder.resolve("assets/logo.png"), BINARY);
    Files.createSymbolicLink(folder.resolve("references/link.md"), Path.of("../nowhere.md"));
    mode(folder.resolve("assets/logo.png"), "r--r-----");
    mode(folder.resolve("scripts/a.sh"), "rwxr-xr-x");
    mode(folder.resolve("scripts"), "r-xr-xr-x");
    for (Path each : Disk.deepestFirst(folder)) {
      if (!Files.isSymbolicLink(each)) {
        Files.setLastModifiedTime(each, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
    List<String> before = listing(folder);

    put(NEW.with("scripts/a.sh", "#! changed\n"));
    assertThat(mode(folder.resolve("scripts"))).isEqualTo("r-xr-xr-x");
    Files.delete(folder.resolve("assets/logo.png"));
    Publication back = restore(home.kept().get(0));

    assertThat(listing(folder)).isEqualTo(before);
    assertThat(listing(Path.of(home.log().get(1).backup()))).isEqualTo(before);
    assertThat(back.skillId()).isEqualTo(OLD.id());
    assertThat(home.kept()).extracting(Kept::skillId).hasSize(2).contains(OLD.id());
    assertThat(Path.of(back.backup()).resolve("assets/logo.png")).doesNotExist();
  }

  @Test
  void rollbackToWhatStandsThereDoesNothing() throws IOException {
    put(OLD);
    put(NEW);
    put(OLD);

    assertThat(back(home.kept().get(1))).isEmpty();
    Files.writeString(folder.resolve("notes.txt"), "new");
    assertThat(back(home.kept().get(1))).isPresent();

    assertThat(folder.resolve("notes.txt")).doesNotExist();
  }

  @Test
  void folderThatIsNoSkillAnyMoreCanBeGoneBackFrom() throws IOException {
    put(OLD);
    put(NEW);
    Files.delete(folder.resolve("SKILL.md"));

    Publication back = restore(home.kept().get(0));

    assertThat(home.read()).contains(OLD);
    assertThat(Path.of(back.backup()).resolve("references/b.md")).hasContent("b");
  }

  @Test
  void backupsOfOthersAreNotOurs() throws IOException {
    put(OLD);
    put(NEW);
    FolderHome other =
        FolderHome.of(root.resolve("other/z\u00e4hlen"), backups, Clock.systemUTC(), notices::add);
    other.put(NEW, change(), any -> {});
    other.put(OLD, change(), any -> {});
    Files.createDirectories(backups.resolve("z\u00e4hlen-2-20260304T050607089Z"));
    Files.createDirectories(backups.resolve("z\u00e4hlen-20260304T050607089Z"));

    assertThat(home.kept()).extracting(Kept::skillId).containsExactly(OLD.id());
    assertThat(other.kept()).extracting(Kept::skillId).containsExactly(NEW.id());
    assertThat(home.log()).hasSize(2);
  }

  @Test
  void changeThatComesBetweenIsNotWrittenOver() throws IOException {
    put(OLD);

    assertThatThrownBy(
            () ->
                home.put(
                    NEW,
                    change(),
                    any -> Files.writeString(folder.resolve("SKILL.md"), "by hand\n")))
        .isInstanceOf(SkillFolderException.class)
        .hasMessage(folder + " was changed while its next version was written; try again");

    assertThat(folder.resolve("SKILL.md")).hasContent("by hand\n");
    assertThat(leftovers()).containsExactly("lock");
    assertThat(home.log()).hasSize(1);
  }

  @Test
  void foldersThatAreNoSkillAreNamed() throws IOException {
    Files.createDirectories(folder);
    assertFailure("SKILL.md is missing");

    Files.write(folder.resolve("SKILL.md"), BINARY);
    assertFailure("SKILL.md is no UTF-8 text of at most 1 MB");

    Files.move(folder.resolve("SKILL.md"), folder.resolve("other.md"));
    Files.createSymbolicLink(folder.resolve("SKILL.md"), Path.of("other.md"));
    assertFailure("SKILL.md is a symbolic link; a skill needs the file itself");

    Files.move(folder, root.resolve("real"));
    Files.createSymbolicLink(folder, root.resolve("real"));
    assertFailure("is a symbolic link; name the folder itself");

    Files.delete(folder);
    Files.writeString(folder, "x");
    assertFailure("is no folder");
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    put(OLD);
    Files.createDirectories(folder.resolve("assets"));
    Files.write(folder.resolve("assets/logo.md"), BINARY);

    assertRefused(NEW.with("assets/logo.md", "x"), "which is no text");
    assertRefused(NEW.with("../x.md", "x"), "path \"../x.md\" is neither SKILL.md nor");
    assertRefused(NEW.without("SKILL.md"), "a skill without SKILL.md cannot go to");

    assertThat(home.read()).contains(OLD);
    assertThat(folder.resolve("assets/logo.md")).hasBinaryContent(BINARY);
    assertThat(leftovers()).containsExactly("lock");
  }

  @Test
  void placesThatCannotBeAreRefused() {
    Clock clock = Clock.systemUTC();

    assertThatThrownBy(() -> FolderHome.of(folder, folder.resolve("b"), clock, notices::add))
        .hasMessage("backups of " + folder + " cannot lie inside it");
    assertThatThrownBy(() -> FolderHome.of(Path.of("/"), backups, clock, notices::add))
        .hasMessage("/ is no folder for a skill");
  }

  private void assertFailure(String message) {
    assertThatThrownBy(home::read)
        .isInstanceOf(SkillFolderException.class)
        .hasMessageContaining(message);
  }

  private void assertRefused(Skill skill, String message) {
    assertThatThrownBy(() -> put(skill))
        .isInstanceOf(SkillFolderException.class)
        .hasMessageContaining(message);
  }

  private Optional<Publication> put(Skill skill) throws IOException {
    return home.put(skill, change(), any -> {});
  }

  private static SkillHome.Change change() {
    return new SkillHome.Change(Action.PUBLISH, "v", "off", Instant.now());
  }

  private Publication restore(Kept kept) throws IOException {
    return back(kept).orElseThrow();
  }

  private Optional<Publication> back(Kept kept) throws IOException {
    return home.restore(
        kept, new SkillHome.Change(Action.ROLLBACK, kept.skillVersionId(), null, Instant.now()));
  }

  private static Object inode(Path path) throws IOException {
    return Files.readAttributes(path, "unix:ino").get("ino");
  }

  private List<String> siblings() throws IOException {
    return names(folder.getParent());
  }

  private List<String> leftovers() throws IOException {
    return names(new WorkFolder(folder).folder());
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.map(p -> p.getFileName().toString()).toList();
    }
  }

  /** Everything that can be told of a folder: names, kinds, modes, times, contents. */
  private static List<String> listing(Path of) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path each : Disk.deepestFirst(of)) {
      String line = of.relativize(each) + " ";
      if (Files.isSymbolicLink(each)) {
        line += "-> " + Files.readSymbolicLink(each);
      } else {
        line += mode(each) + " " + Files.getLastModifiedTime(each);
        line += Files.isDirectory(each) ? "" : " " + Arrays.toString(Files.readAllBytes(each));
      }
      lines.add(line);
    }
    return lines;
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
