package dev.trace2skill.cli.claudecode;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that is only ever there as it was or as it shall be. */
final class SafeFile {

  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");

  private SafeFile() {}

  /**
   * What a file holds; null when it is not there.
   *
   * @throws UserError when it could not be replaced: a link, a folder, read-only
   */
  static byte @Nullable [] read(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new UserError(
          file + " is a symbolic link to " + Files.readSymbolicLink(file) + ": it is left alone");
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " is no file");
    }
    // A root user may write anything; the owner has said no all the same.
    boolean denied =
        isPosix(file)
            && !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_WRITE);
    if (denied || !Files.isWritable(file)) {
      throw new UserError(file + " is read-only");
    }
    return Files.readAllBytes(file);
  }

  /**
   * Puts new contents in the place of others, with the mode that the file has; one that is new can
   * be read by its owner only.
   *
   * @param before what the file held when it was read
   * @throws UserError when it holds something else by now
   */
  static void replace(Path file, byte @Nullable [] before, byte[] after) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path next = Files.createTempFile(folder, "." + file.getFileName() + "-", ".new", mode(folder));
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(after);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      if (before != null && isPosix(file)) {
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
      }
      requireUnchanged(file, before);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
    sync(folder);
  }

  /**
   * Deletes a file.
   *
   * @throws UserError when it holds something else than it did
   */
  static void delete(Path file, byte @Nullable [] before) throws IOException {
    requireUnchanged(file, before);
    Files.deleteIfExists(file);
    sync(file.toAbsolutePath().getParent());
  }

  private static void requireUnchanged(Path file, byte @Nullable [] before) throws IOException {
    if (!Arrays.equals(before, read(file))) {
      throw new UserError(file + " has changed meanwhile: nothing was written, try again");
    }
  }

  private static void sync(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] mode(Path folder) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OURS)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
