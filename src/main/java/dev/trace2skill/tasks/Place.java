package dev.trace2skill.tasks;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.EvidenceFile;
import dev.trace2skill.spi.RecordCounter;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * A file or folder of any file system that Hadoop reads.
 *
 * @param size in bytes
 */
record Place(FileSystem files, Path path, boolean isFolder, long size, boolean executable) {

  /** What is read into memory at most. */
  private static final int MOST_BYTES = 256 << 20;

  /**
   * What lies at an address.
   *
   * @throws UserError when nothing does
   */
  static Place of(String address, Configuration conf) {
    try {
      Path path = new Path(address);
      FileSystem files = path.getFileSystem(conf);
      return of(files, files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      throw new UserError("no such file or folder: " + address);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("cannot read '" + address + "': " + e.getMessage());
    }
  }

  private static Place of(FileSystem files, FileStatus status) {
    boolean executable =
        status.isFile() && status.getPermission().getUserAction().implies(FsAction.EXECUTE);
    return new Place(files, status.getPath(), status.isDirectory(), status.getLen(), executable);
  }

  String name() {
    return path.getName();
  }

  /** The name without its last ending. */
  String stem() {
    return name().replaceFirst("(?<=.)\\.[^.]+$", "");
  }

  /** Whether the name ends so, in whatever case. */
  boolean endsWith(String ending) {
    return name().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** The full address. */
  String uri() {
    return path.toString().startsWith("file:/") && !path.toString().startsWith("file:///")
        ? "file://" + path.toUri().getPath()
        : path.toString();
  }

  /** The folder that it lies in. */
  Place parent() {
    Path above = path.getParent();
    return new Place(files, above == null ? path : above, true, 0, false);
  }

  /** What lies at a path from this folder, or at an address; empty when nothing does. */
  Optional<Place> find(String relative) {
    try {
      Path wanted = new Path(path, new Path(relative));
      FileSystem there = wanted.getFileSystem(files.getConf());
      return Optional.of(of(there, there.getFileStatus(wanted)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("cannot read '" + relative + "': " + e.getMessage());
    }
  }

  /** What lies in this folder, by name, without hidden things. */
  List<Place> children() {
    try {
      return Arrays.stream(files.listStatus(path))
          .map(status -> of(files, status))
          .filter(place -> !place.name().startsWith("."))
          .sorted(Comparator.comparing(Place::name))
          .toList();
    } catch (IOException e) {
      throw new UserError("cannot list '" + path + "': " + e.getMessage());
    }
  }

  /** The whole text of a file. */
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8).replaceFirst("^\ufeff", "");
  }

  private byte[] bytes() {
    if (size > MOST_BYTES) {
      throw new UserError("%s is larger than %d MiB".formatted(uri(), MOST_BYTES >> 20));
    }
    try (InputStream in = files.open(path)) {
      ByteArrayOutputStream held = new ByteArrayOutputStream();
      in.transferTo(held);
      return held.toByteArray();
    } catch (IOException e) {
      throw new UserError("cannot read '" + uri() + "': " + e.getMessage());
    }
  }

  /** The file as readers of JSON and Parquet want it. */
  EvidenceFile file() {
    return new Held(this, new RecordCounter());
  }

  private record Held(Place place, RecordCounter counter) implements EvidenceFile {

    @Override
    public String uri() {
      return place.uri();
    }

    @Override
    public long byteCount() {
      return place.size();
    }

    @Override
    public InputStream open() throws IOException {
      return place.files().open(place.path());
    }

    @Override
    public SeekableByteChannel channel() {
      return new SeekableInMemoryByteChannel(place.bytes());
    }

    @Override
    public List<EvidenceFile> parts() {
      return List.of();
    }
  }
}
