package dev.trace2skill.ingest;

import dev.trace2skill.spi.EvidenceFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of one unit. A file is looked at, hashed and read; as far as there is room, its bytes
 * come from the file system once and stay here in the meantime.
 */
final class HadoopFiles implements Function<FoundFile, EvidenceFile> {

  /** Bytes held at most; most traces are far smaller, and a task has one unit at a time. */
  private static final long ROOM = 16L << 20;

  private final Configuration conf;
  private final Map<String, byte[]> held = new HashMap<>();
  private long room = ROOM;

  /**
   * Files on whatever file systems the session knows.
   *
   * @param conf what it knows of them; an executor of its own accord does not
   */
  HadoopFiles(Configuration conf) {
    this.conf = conf;
  }

  @Override
  public EvidenceFile apply(FoundFile found) {
    return new HadoopFile(found, this);
  }

  /** The file's bytes; null when they are too many to be held. */
  byte @Nullable [] held(FoundFile found) throws IOException {
    byte[] bytes = held.get(found.uri());
    if (bytes == null && found.byteCount() <= room) {
      try (InputStream in = new BoundedStream(open(found), found.byteCount())) {
        bytes = in.readNBytes((int) found.byteCount());
      }
      room -= found.byteCount();
      held.put(found.uri(), bytes);
    }
    return bytes;
  }

  /** Opens a file, which may be longer by now than it was when it was found. */
  FSDataInputStream open(FoundFile found) throws IOException {
    Path path = new Path(found.uri());
    return path.getFileSystem(conf).open(path);
  }
}
