package dev.trace2skill.ingest;

import dev.trace2skill.model.UserError;
import dev.trace2skill.store.PlatformTrouble;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** Finds the files below the paths that a user names. */
final class TraceFiles {

  private TraceFiles() {}

  /**
   * Every file below the paths, without hidden ones, ordered by address.
   *
   * @throws UserError when a path does not exist, cannot be listed, or nothing lies below any
   */
  static List<FoundFile> below(List<String> paths, Configuration conf) {
    List<FoundFile> files = new ArrayList<>();
    for (String path : paths) {
      try {
        Path root = new Path(path);
        FileSystem fs = root.getFileSystem(conf);
        for (FileStatus found : found(fs, root)) {
          collect(fs, found, files);
        }
      } catch (FileNotFoundException e) {
        throw new UserError("no such file or folder: " + path);
      } catch (IOException | IllegalArgumentException e) {
        // No such file system, no right to read, no address at all.
        throw new UserError("cannot list '" + path + "': " + PlatformTrouble.line(e));
      }
    }
    if (files.isEmpty()) {
      throw new UserError("no trace files in " + String.join(", ", paths));
    }
    files.sort(Comparator.comparing(FoundFile::uri));
    return files.stream().distinct().toList();
  }

  /** The file or folder itself, or those that a pattern such as {@code export_id=*} stands for. */
  private static FileStatus[] found(FileSystem fs, Path path) throws IOException {
    try {
      return new FileStatus[] {fs.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      FileStatus[] matching = fs.globStatus(path);
      if (matching == null || matching.length == 0) {
        throw e;
      }
      return matching;
    }
  }

  /** The file at an address; null when it is gone or cannot be seen. */
  static @Nullable FoundFile find(String uri, Configuration conf) {
    try {
      Path path = new Path(uri);
      return file(path.getFileSystem(conf).getFileStatus(path));
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Object stores list all that lies below a folder at once. On a local disk that way would ask for
   * every file's owner and rights, by a process of its own each.
   */
  private static void collect(FileSystem fs, FileStatus root, List<FoundFile> files)
      throws IOException {
    if (!root.isDirectory()) {
      files.add(file(root));
      return;
    }
    if (fs.getUri().getScheme().equals("file")) {
      for (FileStatus child : fs.listStatus(root.getPath())) {
        if (!child.getPath().getName().startsWith(".")) {
          collect(fs, child, files);
        }
      }
      return;
    }
    String above = root.getPath().toString();
    RemoteIterator<LocatedFileStatus> all = fs.listFiles(root.getPath(), true);
    while (all.hasNext()) {
      FileStatus status = all.next();
      if (!status.getPath().toString().substring(above.length()).contains("/.")) {
        files.add(file(status));
      }
    }
  }

  private static FoundFile file(FileStatus status) {
    return new FoundFile(
        status.getPath().toString(),
        status.getLen(),
        Instant.ofEpochMilli(status.getModificationTime()),
        List.of());
  }
}
