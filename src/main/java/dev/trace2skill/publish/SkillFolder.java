package dev.trace2skill.publish;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.skill.SkillPath;
import dev.trace2skill.store.Holder;
import dev.trace2skill.store.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a skill's folder on a local disk; first puts right what a crash of a publisher left. */
public final class SkillFolder {

  private static final Logger LOG = LoggerFactory.getLogger(SkillFolder.class);

  /** Between two renames a skill is away for a moment. */
  private static final int TRIES = 50;

  private static final int PAUSE_MILLIS = 100;

  private SkillFolder() {}

  /**
   * The skill's text files; empty when there is no such folder.
   *
   * @throws SkillFolderException when the folder is no skill
   */
  public static Optional<Skill> read(Path folder) throws IOException {
    return contents(folder).map(FolderContents::skill);
  }

  /** Paths in the folder that {@link #read} leaves out and a new version leaves as they are. */
  public static SortedSet<String> untouched(Path folder) throws IOException {
    return contents(folder).map(FolderContents::untouched).orElseGet(TreeSet::new);
  }

  /**
   * Sees to it that a skill can lie in a place.
   *
   * @throws SkillFolderException when it has no main file, or a path that is not ours
   */
  static void requirePublishable(Skill skill, String target) throws SkillFolderException {
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

  /** What lies in a folder that holds a skill. */
  static Optional<FolderContents> contents(Path folder) throws IOException {
    Optional<FolderContents> found = anything(folder);
    if (found.isPresent()) {
      requireMain(found.get());
    }
    return found;
  }

  private static void requireMain(FolderContents found) throws SkillFolderException {
    Path main = found.folder().resolve(Skill.MAIN_FILE);
    if (Files.isSymbolicLink(main)) {
      throw new SkillFolderException(main + " is a symbolic link; a skill needs the file itself");
    }
    if (found.skill().file(Skill.MAIN_FILE).isEmpty()) {
      String state = Files.exists(main) ? "is no UTF-8 text of at most 1 MB" : "is missing";
      throw new SkillFolderException(main + " " + state);
    }
  }

  /** What lies in a folder, be it a skill or not; empty when there is no such folder. */
  static Optional<FolderContents> anything(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    settle(new WorkFolder(target));
    for (int tries = 1; ; tries++) {
      Optional<Object> before = inode(target);
      try {
        Optional<FolderContents> found = look(target);
        if (inode(target).equals(before)) {
          return found;
        }
      } catch (NoSuchFileException e) {
        if (inode(target).equals(before) || tries == TRIES) {
          throw e;
        }
      }
      // Another version took its place meanwhile: a mixture of the two is none.
    }
  }

  private static Optional<Object> inode(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<FolderContents> look(Path target) throws IOException {
    if (Files.isSymbolicLink(target)) {
      throw new SkillFolderException(target + " is a symbolic link; name the folder itself");
    }
    if (!Files.exists(target)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(target)) {
      throw new SkillFolderException(target + " is no folder");
    }
    return Optional.of(FolderContents.of(target));
  }

  /** Waits for a publisher that is between its two renames, or finishes for one that is gone. */
  private static void settle(WorkFolder work) throws IOException {
    Swap swap = new Swap(new LocalDisk(), work);
    for (int tries = 1; swap.isUnfinished(); tries++) {
      Holder me = new Holder(Owner.current(), Instant.now(), "reading");
      try {
        SkillLock lock = SkillLock.take(work, me, LOG::warn);
        try (lock) {
          swap.recover();
        }
      } catch (SkillFolderException e) {
        if (tries == TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a skill was being published", e);
    }
  }
}
