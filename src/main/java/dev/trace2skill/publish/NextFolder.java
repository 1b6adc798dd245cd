package dev.trace2skill.publish;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder that shall take a skill's place, away from it and with all that belongs in it.
 */
record NextFolder(Disk disk, Path folder) {

  /**
   * Writes the texts of a skill, and carries over whatever else there is in the folder that stands:
   * byte for byte, with permissions and times. Texts that do not change keep theirs too; those that
   * do keep their permissions.
   *
   * @throws SkillFolderException when the skill would write over something that is no text
   */
  void write(Skill skill, @Nullable FolderContents standing) throws IOException {
    disk.createFolder(folder);
    for (SkillFile file : skill.files()) {
      writeText(file, standing);
    }
    if (standing == null) {
      return;
    }
    for (String path : standing.untouched()) {
      carryOver(standing.folder(), path);
    }
    for (Path copy : Disk.deepestFirst(folder)) {
      Path original = standing.folder().resolve(folder.relativize(copy).toString());
      if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(original)) {
        disk.copyPermissions(original, copy);
      }
    }
  }

  /** Writes a copy of a folder, in which nothing differs but the inodes. */
  void copy(Path original) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(original)) {
      all = walk.sorted(Comparator.naturalOrder()).toList();
    }
    for (Path path : all) {
      Path copy = folder.resolve(original.relativize(path).toString());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        disk.createFolder(copy);
      } else {
        disk.copy(path, copy);
      }
    }
    // Only now, as a folder that may not be written to cannot be filled, and filling changes it.
    for (Path path : Disk.deepestFirst(original)) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Path copy = folder.resolve(original.relativize(path).toString());
        disk.copyTime(path, copy);
        disk.copyPermissions(path, copy);
      }
    }
  }

  private void writeText(SkillFile file, @Nullable FolderContents standing) throws IOException {
    Path copy = folder.resolve(file.path());
    disk.createFolder(copy.getParent());
    Optional<String> before =
        standing == null ? Optional.empty() : standing.skill().file(file.path());
    if (before.isEmpty()) {
      disk.write(copy, file.content().getBytes(StandardCharsets.UTF_8));
      return;
    }
    Path original = standing.folder().resolve(file.path());
    if (before.get().equals(file.content())) {
      disk.copy(original, copy);
    } else {
      disk.write(copy, file.content().getBytes(StandardCharsets.UTF_8));
      disk.copyPermissions(original, copy);
    }
  }

  private void carryOver(Path standing, String path) throws IOException {
    Path original = standing.resolve(path);
    Path copy = folder.resolve(path);
    try {
      if (Files.isDirectory(original, LinkOption.NOFOLLOW_LINKS)) {
        disk.createFolder(copy);
      } else {
        disk.createFolder(copy.getParent());
        disk.copy(original, copy);
      }
    } catch (FileAlreadyExistsException e) {
      throw new SkillFolderException(
          "the new skill would write over " + original + ", which is no text", e);
    }
  }
}
