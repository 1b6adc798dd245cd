package dev.trace2skill.publish;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.skill.SkillPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads and replaces a skill's folder on a local disk.
 *
 * <p>A new version of {@code pay} is written beside it as {@code .pay.partial} and, once it is all
 * on disk, renamed to {@code .pay.ready}. Then the old folder is renamed into the backups and the
 * ready one into its place. So whoever opens the skill sees the old version, the new one, or for
 * the moment between the two renames none, but never a mixture.
 *
 * <p>After a crash the names tell what happened. A partial folder was never complete and is deleted
 * by the next {@link #publish}. A ready folder beside the old one was complete but not yet due and
 * is deleted too. A ready folder alone means that the crash fell between the two renames: the next
 * {@link #read} or {@link #publish} puts it into place.
 */
public final class SkillFolder {

  private SkillFolder() {}

  /**
   * The skill's text files; empty when there is no such folder.
   *
   * @throws SkillFolderException when the folder is no skill
   */
  public static Optional<Skill> read(Path folder) throws IOException {
    return contents(folder).map(FolderContents::skill);
  }

  /** Paths in the folder that {@link #read} leaves out and {@link #publish} carries over. */
  public static SortedSet<String> untouched(Path folder) throws IOException {
    return contents(folder).map(FolderContents::untouched).orElseGet(TreeSet::new);
  }

  /**
   * Puts a skill in a folder's place. Files that are no text of the skill are carried over byte for
   * byte; permissions stay. Does nothing when the folder holds just this skill.
   *
   * @param backups where the old folder goes, on the same file system
   * @param stamp tells this backup from others, and is the same when a failed call is repeated
   * @return the old folder's new place; null when there is none
   */
  public static @Nullable Path publish(Path folder, Skill skill, Path backups, String stamp)
      throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    Path backup = backups.toAbsolutePath().normalize().resolve(target.getFileName() + "-" + stamp);
    requirePublishable(target, skill, backup);
    Files.createDirectories(target.getParent());
    Optional<FolderContents> old = contents(target);
    if (old.isPresent() && old.get().skill().equals(skill)) {
      return Files.exists(backup) ? backup : null;
    }
    if (old.isPresent() && Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
      throw new SkillFolderException("backup " + backup + " exists already");
    }
    DurableFiles.deleteTree(beside(target, "partial"));
    DurableFiles.deleteTree(beside(target, "ready"));
    write(target, old, skill);
    if (old.isPresent()) {
      Files.createDirectories(backup.getParent());
      DurableFiles.rename(target, backup);
    }
    finish(target);
    return old.isPresent() ? backup : null;
  }

  private static void requirePublishable(Path target, Skill skill, Path backup)
      throws SkillFolderException {
    if (target.getFileName() == null) {
      throw new SkillFolderException(target + " is no folder for a skill");
    }
    if (!backup.getFileName().toString().startsWith(target.getFileName() + "-")) {
      throw new SkillFolderException("a stamp cannot name a folder: " + backup);
    }
    if (backup.startsWith(target)) {
      throw new SkillFolderException("backups of " + target + " cannot lie inside it");
    }
    if (skill.file(Skill.MAIN_FILE).isEmpty()) {
      throw new SkillFolderException("a skill without SKILL.md cannot go to " + target);
    }
    for (SkillFile file : skill.files()) {
      Optional<String> problem = SkillPath.problem(file.path());
      if (problem.isPresent()) {
        throw new SkillFolderException(problem.get());
      }
    }
  }

  private static Optional<FolderContents> contents(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.isSymbolicLink(target)) {
      throw new SkillFolderException(target + " is a symbolic link; name the folder itself");
    }
    finish(target);
    if (!Files.exists(target)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(target)) {
      throw new SkillFolderException(target + " is no folder");
    }
    Path main = target.resolve(Skill.MAIN_FILE);
    if (Files.isSymbolicLink(main)) {
      throw new SkillFolderException(main + " is a symbolic link; a skill needs the file itself");
    }
    FolderContents found = FolderContents.of(target);
    if (found.skill().file(Skill.MAIN_FILE).isEmpty()) {
      String state = Files.exists(main) ? "is no UTF-8 text of at most 1 MB" : "is missing";
      throw new SkillFolderException(main + " " + state);
    }
    return Optional.of(found);
  }

  /** Puts a complete new version into place, unless an old one is still there. */
  private static void finish(Path target) throws IOException {
    Path ready = beside(target, "ready");
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) || !Files.exists(ready)) {
      return;
    }
    try {
      DurableFiles.rename(ready, target);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      // A reader that came between the two renames has done it already.
      if (!Files.exists(target)) {
        throw e;
      }
    }
  }

  private static void write(Path target, Optional<FolderContents> old, Skill skill)
      throws IOException {
    Path partial = beside(target, "partial");
    Files.createDirectory(partial);
    for (SkillFile file : skill.files()) {
      writeText(target, partial, old, file);
    }
    if (old.isPresent()) {
      for (String path : old.get().untouched()) {
        carryOver(target, partial, path);
      }
      for (Path copy : DurableFiles.deepestFirst(partial)) {
        Path original = target.resolve(partial.relativize(copy).toString());
        if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(original)) {
          DurableFiles.copyPermissions(original, copy);
        }
      }
    }
    DurableFiles.sync(partial);
    DurableFiles.rename(partial, beside(target, "ready"));
  }

  private static void writeText(
      Path target, Path partial, Optional<FolderContents> old, SkillFile file) throws IOException {
    Path original = target.resolve(file.path());
    Path copy = partial.resolve(file.path());
    Optional<String> before = old.flatMap(o -> o.skill().file(file.path()));
    if (before.isPresent() && before.get().equals(file.content())) {
      DurableFiles.copy(original, copy);
      return;
    }
    DurableFiles.write(copy, file.content());
    if (before.isPresent()) {
      DurableFiles.copyPermissions(original, copy);
    }
  }

  private static void carryOver(Path target, Path partial, String path) throws IOException {
    Path copy = partial.resolve(path);
    boolean emptyFolder = Files.isDirectory(target.resolve(path), LinkOption.NOFOLLOW_LINKS);
    if (emptyFolder && Files.isDirectory(copy)) {
      return;
    }
    try {
      DurableFiles.copy(target.resolve(path), copy);
    } catch (FileAlreadyExistsException e) {
      throw new SkillFolderException(
          "the new skill would write over " + target.resolve(path) + ", which is no text", e);
    }
  }

  private static Path beside(Path target, String state) {
    return target.resolveSibling("." + target.getFileName() + "." + state);
  }
}
