package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Skill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillFolderTest {

  private static final Skill OLD =
      Skill.of(
          Map.of(
              "SKILL.md", "old\r\n", "references/\u00e4 \u4e2d.md", "x", "scripts/a.sh", "#!\n"));
  private static final Skill NEW = OLD.with("SKILL.md", "new\n").with("references/b.md", "b");
  private static final byte[] BINARY = {0, (byte) 0xff, 'x'};

  @TempDir private Path root;
  private Path folder;
  private Path backups;

  @BeforeEach
  void names() {
    folder = root.resolve("skills/z\u00e4hlen");
    backups = root.resolve("backups");
  }

  @Test
  void whatIsPublishedIsRead() throws IOException {
    assertThat(SkillFolder.read(folder)).isEmpty();

    assertThat(SkillFolder.publish(folder, OLD, backups, "1")).isNull();

    assertThat(SkillFolder.read(folder)).contains(OLD);
    assertThat(SkillFolder.untouched(folder)).isEmpty();
  }

  @Test
  void oldVersionBecomesTheBackup() throws IOException {
    SkillFolder.publish(folder, OLD, backups, "1");

    Path backup = SkillFolder.publish(folder, NEW.without("scripts/a.sh"), backups, "2");

    assertThat(backup).isEqualTo(backups.resolve("z\u00e4hlen-2"));
    assertThat(SkillFolder.read(folder)).contains(NEW.without("scripts/a.sh"));
    assertThat(SkillFolder.read(backups.resolve("z\u00e4hlen-2"))).contains(OLD);
    assertThat(siblings()).containsExactly("z\u00e4hlen");
  }

  @Test
  void sameSkillIsNotWrittenAgain() throws IOException {
    SkillFolder.publish(folder, OLD, backups, "1");
    Object before = Files.readAttributes(folder, "unix:ino").get("ino");

    assertThat(SkillFolder.publish(folder, OLD, backups, "2")).isNull();

    assertThat(Files.readAttributes(folder, "unix:ino").get("ino")).isEqualTo(before);
    assertThat(backups).doesNotExist();
  }

  @Test
  void whatIsNotOurTextIsCarriedOver() throws IOException {
    SkillFolder.publish(folder, OLD, backups, "1");
    Files.createDirectories(folder.resolve("assets/empty"));
    Files.write(folder.resolve("assets/logo.png"), BINARY);
    Files.writeString(folder.resolve("references/huge.md"), "x".repeat(1024 * 1024 + 1));
    Files.writeString(folder.resolve(".hidden"), "h");
    Files.writeString(folder.resolve("LICENSE.txt"), "MIT");
    Files.createSymbolicLink(folder.resolve("references/link.md"), Path.of("huge.md"));

    assertThat(SkillFolder.read(folder)).contains(OLD);
    SkillFolder.publish(folder, NEW, backups, "2");

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
    assertThat(SkillFolder.read(folder)).contains(NEW);
  }

  @Test
  void permissionsStay() throws IOException {
    SkillFolder.publish(folder, OLD, backups, "1");
    mode(folder.resolve("scripts/a.sh"), "rwxr-x---");
    mode(folder.resolve("SKILL.md"), "rw-rw----");
    mode(folder.resolve("scripts"), "rwxr-xr--");
    mode(folder, "rwx------");

    SkillFolder.publish(folder, NEW, backups, "2");
    SkillFolder.publish(folder, NEW.with("scripts/a.sh", "#! changed\n"), backups, "3");

    assertThat(mode(folder.resolve("scripts/a.sh"))).isEqualTo("rwxr-x---");
    assertThat(mode(folder.resolve("SKILL.md"))).isEqualTo("rw-rw----");
    assertThat(mode(folder.resolve("scripts"))).isEqualTo("rwxr-xr--");
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void crashBetweenTheRenamesIsFinishedByTheNextRead() throws IOException {
    SkillFolder.publish(folder, OLD, backups, "1");
    Files.move(folder, folder.resolveSibling(".z\u00e4hlen.ready"));

    assertThat(SkillFolder.read(folder)).contains(OLD);

    assertThat(siblings()).containsExactly("z\u00e4hlen");
  }

  @Test
  void crashBetweenTheRenamesIsFinishedByTheNextPublish() throws IOException {
    SkillFolder.publish(folder, OLD, backups, "1");
    SkillFolder.publish(folder, NEW, backups, "2");
    Files.move(folder, folder.resolveSibling(".z\u00e4hlen.ready"));

    assertThat(SkillFolder.publish(folder, NEW, backups, "2"))
        .isEqualTo(backups.resolve("z\u00e4hlen-2"));

    assertThat(SkillFolder.read(folder)).contains(NEW);
    assertThat(siblings()).containsExactly("z\u00e4hlen");
  }

  @Test
  void leftoversOfAnEarlierCrashAreDropped() throws IOException {
    SkillFolder.publish(folder, OLD, backups, "1");
    Files.createDirectories(folder.resolveSibling(".z\u00e4hlen.partial/references"));
    Files.createDirectories(folder.resolveSibling(".z\u00e4hlen.ready"));
    Files.writeString(folder.resolveSibling(".z\u00e4hlen.ready/SKILL.md"), "stale");

    assertThat(SkillFolder.read(folder)).contains(OLD);
    SkillFolder.publish(folder, NEW, backups, "2");

    assertThat(SkillFolder.read(folder)).contains(NEW);
    assertThat(siblings()).containsExactly("z\u00e4hlen");
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
    SkillFolder.publish(folder, OLD, backups, "1");
    Files.createDirectories(folder.resolve("assets"));
    Files.write(folder.resolve("assets/logo.md"), BINARY);
    Files.createDirectories(backups.resolve("z\u00e4hlen-2"));

    assertRefused(NEW, "2", "exists already");
    assertRefused(NEW.with("assets/logo.md", "x"), "3", "which is no text");
    assertRefused(NEW.with("../x.md", "x"), "4", "path \"../x.md\" is neither SKILL.md nor");
    assertRefused(NEW.without("SKILL.md"), "5", "a skill without SKILL.md cannot go to");
    assertRefused(NEW, "6/../../x", "a stamp cannot name a folder");

    assertThat(SkillFolder.read(folder)).contains(OLD);
    assertThat(folder.resolve("assets/logo.md")).hasBinaryContent(BINARY);
  }

  private void assertFailure(String message) {
    assertThatThrownBy(() -> SkillFolder.read(folder))
        .isInstanceOf(SkillFolderException.class)
        .hasMessageContaining(message);
  }

  private void assertRefused(Skill skill, String stamp, String message) {
    assertThatThrownBy(() -> SkillFolder.publish(folder, skill, backups, stamp))
        .isInstanceOf(SkillFolderException.class)
        .hasMessageContaining(message);
  }

  private Stream<String> siblings() throws IOException {
    try (Stream<Path> all = Files.list(folder.getParent())) {
      return all.map(p -> p.getFileName().toString()).toList().stream();
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
