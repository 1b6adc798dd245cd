package dev.trace2skill.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The disk as Java reaches it. */
final class LocalDisk implements Disk {

  @Override
  public void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  @Override
  public void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void copyPermissions(Path from, Path to) throws IOException {
    if (isPosix(to)) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  @Override
  public void copyTime(Path from, Path to) throws IOException {
    Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new SkillFolderException(
          "%s and %s must be on the same file system".formatted(from, to), e);
    } catch (AccessDeniedException e) {
      renameReadOnly(from, to, e);
    }
  }

  /** A folder that moves to another one is itself written to: it notes where it is. */
  private static void renameReadOnly(Path from, Path to, AccessDeniedException denied)
      throws IOException {
    if (!isPosix(from) || Files.isWritable(from)) {
      throw denied;
    }
    Set<PosixFilePermission> permissions = allowWriting(from);
    Path now = from;
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      now = to;
    } finally {
      Files.setPosixFilePermissions(now, permissions);
    }
  }

  @Override
  public void sync(Path path) throws IOException {
    // Only POSIX systems let a folder be opened; elsewhere a rename is as durable as it gets.
    if (Files.isDirectory(path) && !isPosix(path)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    try {
      Files.delete(path);
    } catch (AccessDeniedException e) {
      if (!isPosix(path) || Files.isWritable(path.getParent())) {
        throw e;
      }
      allowWriting(path.getParent());
      Files.delete(path);
    }
  }

  private static Set<PosixFilePermission> allowWriting(Path folder) throws IOException {
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(folder);
    Set<PosixFilePermission> more = EnumSet.of(PosixFilePermission.OWNER_WRITE);
    more.addAll(before);
    Files.setPosixFilePermissions(folder, more);
    return before;
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
