package dev.trace2skill.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes to a local disk. Each of the methods without a body is one step, before or after which a
 * machine may stop.
 */
interface Disk {

  /** Creates a folder, and those above it that are missing. */
  void createFolder(Path folder) throws IOException;

  /** Writes a new file. */
  void write(Path file, byte[] bytes) throws IOException;

  /** Writes at the end of a file, which is created when there is none, and waits until it lasts. */
  void append(Path file, byte[] bytes) throws IOException;

  /** Copies a file with its permissions and times; a link stays a link. */
  void copy(Path from, Path to) throws IOException;

  /** Gives a file or a folder the permissions of another. */
  void copyPermissions(Path from, Path to) throws IOException;

  /** Gives a file or a folder the time of change of another. */
  void copyTime(Path from, Path to) throws IOException;

  /** Renames in one go; a file that has the new name already is replaced. */
  void rename(Path from, Path to) throws IOException;

  /** Waits until a file's bytes, or a folder's names, last. */
  void sync(Path path) throws IOException;

  /** Deletes a file or an empty folder. */
  void delete(Path path) throws IOException;

  /** Creates a folder that lasts, and those above it that are missing. */
  default void establish(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      establish(folder.getParent());
      createFolder(folder);
      sync(folder.getParent());
    }
  }

  /** Renames, and makes the new name last. */
  default void move(Path from, Path to) throws IOException {
    rename(from, to);
    sync(to.getParent());
    if (!from.getParent().equals(to.getParent())) {
      sync(from.getParent());
    }
  }

  /** Puts a file with these bytes in the place of the one that is there, if any. */
  default void replace(Path file, byte[] bytes) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    deleteTree(draft);
    write(draft, bytes);
    sync(draft);
    move(draft, file);
  }

  /** Waits until everything in a folder lasts. */
  default void syncTree(Path folder) throws IOException {
    for (Path path : deepestFirst(folder)) {
      if (!Files.isSymbolicLink(path)) {
        sync(path);
      }
    }
  }

  /** Deletes a file, or a folder with all that is in it; does nothing where there is nothing. */
  default void deleteTree(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path each : deepestFirst(path)) {
        delete(each);
      }
    }
  }

  /** All that is in a folder and the folder itself; what lies deeper comes first. */
  static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
