package dev.trace2skill.store;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where the files of a journal lie. A place is a path with {@code /} below the journal's folder.
 */
interface Shelf {

  /** The shelf in a folder, on whatever file system that is. */
  static Shelf at(String path, SerializableConfiguration conf) throws IOException {
    Path folder = new Path(path);
    FileSystem files = folder.getFileSystem(conf.value());
    return files.getUri().getScheme().equals("file")
        ? new LocalShelf(java.nio.file.Path.of(files.makeQualified(folder).toUri().getPath()))
        : new HadoopShelf(files, folder);
  }

  /** The bytes at a place; empty when there are none. */
  Optional<byte[]> read(String place) throws IOException;

  /** Puts bytes at a place where there are none, all at once. Says whether it did. */
  boolean create(String place, byte[] bytes) throws IOException;

  /** Puts bytes at a place, whatever is there. */
  void replace(String place, byte[] bytes) throws IOException;

  /** Takes away what is at a place, if anything is. */
  void delete(String place) throws IOException;
}
