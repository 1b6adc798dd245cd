package dev.trace2skill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A folder for what a bench makes, on a disk or in a bucket; it is deleted in the end. */
record Scratch(Path folder, Configuration conf) implements AutoCloseable {

  private static final String NAME = "trace2skill-bench-";

  /**
   * Names a new folder.
   *
   * @param place in which folder, which all executors must see; null for a temporary one here
   */
  static Scratch in(@Nullable String place, Configuration conf) throws IOException {
    return new Scratch(
        place == null
            ? new Path(Files.createTempDirectory(NAME).toUri())
            : new Path(place, NAME + UUID.randomUUID()),
        conf);
  }

  /** Where something of that name belongs. */
  String resolve(String name) {
    return new Path(folder, name).toString();
  }

  @Override
  public void close() throws IOException {
    folder.getFileSystem(conf).delete(folder, true);
  }
}
