package dev.trace2skill.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A local folder. A file comes into being by a hard link to a draft, which only one writer can set.
 */
record LocalShelf(Path folder) implements Shelf {

  @Override
  public Optional<byte[]> read(String place) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(place)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean create(String place, byte[] bytes) throws IOException {
    Path target = folder.resolve(place);
    Path draft = draft(target, bytes);
    try {
      var unused = Files.createLink(target, draft);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // A file system without links. A write that is cut off leaves what is seen to be damaged.
      return createNew(target, bytes);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  @Override
  public void replace(String place, byte[] bytes) throws IOException {
    Path target = folder.resolve(place);
    // REPLACE_EXISTING alone may delete the target first, and somebody could create it in between.
    var unused = Files.move(draft(target, bytes), target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String place) throws IOException {
    Files.deleteIfExists(folder.resolve(place));
  }

  private static Path draft(Path target, byte[] bytes) throws IOException {
    Path draft = target.resolveSibling("." + UUID.randomUUID() + ".draft");
    try {
      return Files.write(draft, bytes, StandardOpenOption.CREATE_NEW);
    } catch (NoSuchFileException e) {
      var unused = Files.createDirectories(target.resolveSibling(""));
      return Files.write(draft, bytes, StandardOpenOption.CREATE_NEW);
    }
  }

  private static boolean createNew(Path target, byte[] bytes) throws IOException {
    try {
      var unused = Files.write(target, bytes, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
