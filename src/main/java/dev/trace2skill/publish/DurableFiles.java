package dev.trace2skill.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes, copies and renames that a power cut does not undo, once {@link #sync} has returned. */
final class DurableFiles {

  private DurableFiles() {}

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
  }

  /** Copies bytes, times and permissions; a link stays a link. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  static void copyPermissions(Path from, Path to) throws IOException {
    if (isPosix(to)) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  /** Renames, and makes the new name last. */
  static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new SkillFolderException(
          "%s and %s must be on the same file system".formatted(from, to), e);
    }
    force(from.getParent());
    force(to.getParent());
  }

  /** Waits until everything in a folder is on disk. */
  static void sync(Path folder) throws IOException {
    for (Path path : deepestFirst(folder)) {
      if (!Files.isSymbolicLink(path)) {
        force(path);
      }
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path path : deepestFirst(folder)) {
      Files.delete(path);
    }
  }

  static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static void force(Path path) throws IOException {
    // Only POSIX systems let a folder be opened; elsewhere a rename is as durable as it gets.
    if (Files.isDirectory(path) && !isPosix(path)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
