package dev.trace2skill.adapter.evaluator.program;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Copies folders as they are: links stay links, and what is neither file nor link stays behind. */
final class Copying {

  private static final CopyOption[] AS_IT_IS = {
    LinkOption.NOFOLLOW_LINKS,
    StandardCopyOption.COPY_ATTRIBUTES,
    StandardCopyOption.REPLACE_EXISTING
  };

  private Copying() {}

  /**
   * Copies a folder.
   *
   * @param without a path in it that is left behind, with all below; empty for none
   */
  static void copy(Path from, Path to, String without) throws IOException {
    Path root = from.toRealPath();
    Path left = root.resolve(without);
    for (Path path : all(root)) {
      if (!without.isEmpty() && path.startsWith(left)) {
        continue;
      }
      Path target = to.resolve(root.relativize(path).toString());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        var unused = Files.createDirectories(target);
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          || Files.isSymbolicLink(path)) {
        var unused = Files.copy(path, target, AS_IT_IS);
      }
    }
  }

  /** Bytes of all files in a folder. */
  static long size(Path folder) throws IOException {
    long bytes = 0;
    for (Path path : all(folder.toRealPath())) {
      bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
    }
    return bytes;
  }

  /** Folders stand before what is in them. */
  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.toList();
    }
  }

  static void makeExecutable(Path file) throws IOException {
    Set<PosixFilePermission> all = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    all.add(PosixFilePermission.OWNER_READ);
    all.add(PosixFilePermission.OWNER_EXECUTE);
    var unused = Files.setPosixFilePermissions(file, all);
  }
}
