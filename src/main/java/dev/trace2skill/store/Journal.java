package dev.trace2skill.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that were paid for, each in a small file of its own that is written once: the first
 * writer wins, whoever else writes at the same time. An entry that is damaged, as after a power
 * cut, counts as absent and is replaced.
 *
 * <p>On a local file system an entry comes into being by a hard link, on S3 by a conditional
 * request, elsewhere by a rename that does not replace.
 *
 * @param path the folder; entries lie below it by the first two characters of their keys
 * @param conf what the session knows of file systems; an executor of its own accord does not
 */
public record Journal(String path, SerializableConfiguration conf) implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String SUM = "{\"crc32\":\"";
  private static final String VALUE = "\",\"value\":";
  private static final String END = "}\n";
  private static final int HEAD = SUM.length() + 8 + VALUE.length();

  /** The journal of a warehouse. */
  public static Journal of(Warehouse warehouse) {
    return new Journal(
        warehouse.location("journal"),
        new SerializableConfiguration(warehouse.spark().sparkContext().hadoopConfiguration()));
  }

  /** The value under a key; empty when there is none, or none that is whole. */
  public Optional<String> find(String key) {
    try {
      return read(place(key), key);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be read", e);
    }
  }

  /**
   * Stores a value unless there is one.
   *
   * @param key letters and digits, at least three
   * @param value JSON
   * @return the value that stands
   */
  public String putIfAbsent(String key, String value) {
    try {
      Path place = place(key);
      if (create(place, sealed(value))) {
        return value;
      }
      Optional<String> standing = read(place, key);
      if (standing.isEmpty()) {
        replace(place, sealed(value));
      }
      return standing.orElse(value);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be written", e);
    }
  }

  /** Stores a value in place of one that is of no use. */
  public void replace(String key, String value) {
    try {
      replace(place(key), sealed(value));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be written", e);
    }
  }

  private Path place(String key) {
    return new Path(new Path(path, key.substring(0, 2)), key + ".json");
  }

  private FileSystem files() throws IOException {
    return new Path(path).getFileSystem(conf.value());
  }

  private Optional<String> read(Path place, String key) throws IOException {
    byte[] bytes;
    FileSystem files = files();
    try {
      bytes = isLocal(files) ? Files.readAllBytes(local(files, place)) : readAll(files, place);
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<String> value = opened(new String(bytes, UTF_8));
    if (value.isEmpty()) {
      LOG.warn("entry {} of the journal {} is damaged and will be replaced", key, path);
    }
    return value;
  }

  private static byte[] readAll(FileSystem files, Path place) throws IOException {
    try (InputStream in = files.open(place)) {
      return in.readAllBytes();
    }
  }

  private boolean create(Path place, byte[] bytes) throws IOException {
    FileSystem files = files();
    if (isLocal(files)) {
      return link(local(files, place), bytes);
    }
    return files.getScheme().equals("s3a")
        ? createIfNone(files, place, bytes)
        : rename(files, place, bytes);
  }

  private static boolean link(java.nio.file.Path place, byte[] bytes) throws IOException {
    java.nio.file.Path draft = draft(place, bytes);
    try {
      var unused = Files.createLink(place, draft);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // A file system without links. A write that is cut off leaves what is seen to be damaged.
      return createNew(place, bytes);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static java.nio.file.Path draft(java.nio.file.Path place, byte[] bytes)
      throws IOException {
    java.nio.file.Path folder = place.resolveSibling("");
    java.nio.file.Path draft = folder.resolve("." + UUID.randomUUID() + ".draft");
    try {
      return Files.write(draft, bytes, StandardOpenOption.CREATE_NEW);
    } catch (NoSuchFileException e) {
      Files.createDirectories(folder);
      return Files.write(draft, bytes, StandardOpenOption.CREATE_NEW);
    }
  }

  private static boolean createNew(java.nio.file.Path place, byte[] bytes) throws IOException {
    try {
      var unused = Files.write(place, bytes, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** {@code create(path, false)} would not do: S3A looks first and then writes all the same. */
  private static boolean createIfNone(FileSystem files, Path place, byte[] bytes)
      throws IOException {
    FSDataOutputStreamBuilder<?, ?> request = files.createFile(place);
    try (OutputStream out =
        request.overwrite(false).must("fs.option.create.conditional.overwrite", true).build()) {
      out.write(bytes);
    } catch (IOException e) {
      // Lost, or won by a request that S3A sent twice, or broken: what stands there tells.
      if (files.exists(place)) {
        return false;
      }
      throw e;
    }
    return true;
  }

  private static boolean rename(FileSystem files, Path place, byte[] bytes) throws IOException {
    Path draft = new Path(place.getParent(), "." + UUID.randomUUID() + ".draft");
    try (OutputStream out = files.create(draft, false)) {
      out.write(bytes);
    }
    if (!files.exists(place) && files.rename(draft, place)) {
      return true;
    }
    files.delete(draft, false);
    return false;
  }

  private void replace(Path place, byte[] bytes) throws IOException {
    FileSystem files = files();
    if (isLocal(files)) {
      java.nio.file.Path target = local(files, place);
      Files.move(draft(target, bytes), target, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try (OutputStream out = files.create(place, true)) {
      out.write(bytes);
    }
  }

  private static boolean isLocal(FileSystem files) {
    return files.getUri().getScheme().equals("file");
  }

  private static java.nio.file.Path local(FileSystem files, Path place) {
    return java.nio.file.Path.of(files.makeQualified(place).toUri().getPath());
  }

  private static byte[] sealed(String value) {
    return (SUM + sum(value) + VALUE + value + END).getBytes(UTF_8);
  }

  private static Optional<String> opened(String text) {
    if (text.length() < HEAD + END.length() || !text.startsWith(SUM) || !text.endsWith(END)) {
      return Optional.empty();
    }
    String value = text.substring(HEAD, text.length() - END.length());
    boolean whole = text.startsWith(sum(value) + VALUE, SUM.length());
    return whole ? Optional.of(value) : Optional.empty();
  }

  private static String sum(String value) {
    CRC32 crc = new CRC32();
    crc.update(value.getBytes(UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
