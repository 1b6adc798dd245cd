package dev.trace2skill.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;

/** Folders with all that is in them; links are never followed. */
final class Trees {

  private Trees() {}

  /** Bytes of the files below some folders; counting stops beyond the limit. */
  static long size(Collection<Path> folders, long limit) {
    Size size = new Size(limit);
    for (Path folder : folders) {
      walk(folder, size);
    }
    return size.bytes;
  }

  /** Deletes a folder, whatever rights its owner took away from it. */
  static void delete(Path folder) {
    walk(folder, new Deletion());
  }

  private static void walk(Path folder, SimpleFileVisitor<Path> visitor) {
    try {
      var unused = Files.walkFileTree(folder, visitor);
    } catch (NoSuchFileException e) {
      // Nothing is there.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Size extends SimpleFileVisitor<Path> {
    private final long limit;
    private long bytes;

    Size(long limit) {
      this.limit = limit;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return bytes > limit ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (Files.isDirectory(file)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return Files.walkFileTree(file, this) == null
            ? FileVisitResult.TERMINATE
            : FileVisitResult.CONTINUE;
      }
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
