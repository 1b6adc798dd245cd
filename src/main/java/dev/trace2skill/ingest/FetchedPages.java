package dev.trace2skill.ingest;

import dev.trace2skill.spi.EvidenceService.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Pages of a service as files, each as it came, so that ingest finds them as it finds any others. A
 * page comes to its place by a rename, as whoever reads must not see half of one.
 */
public final class FetchedPages implements Pages {

  /** Traces hold what agents were told; where files have modes they are their owner's alone. */
  private static final FsPermission OWNER = new FsPermission((short) 0600);

  private static final String COMPLETE = ".complete";

  private final FileSystem files;
  private final Path folder;

  private FetchedPages(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The pages in a folder, which need not be there yet. */
  public static FetchedPages in(String folder, Configuration conf) throws IOException {
    Path path = new Path(folder);
    return new FetchedPages(path.getFileSystem(conf), path);
  }

  /** How many pages there are. */
  public long count() throws IOException {
    long count = 0;
    for (FileStatus part : list(folder)) {
      count += list(part.getPath()).stream().filter(f -> !isHidden(f)).count();
    }
    return count;
  }

  private List<FileStatus> list(Path path) throws IOException {
    return files.exists(path) ? List.of(files.listStatus(path)) : new ArrayList<>();
  }

  private static boolean isHidden(FileStatus file) {
    return file.getPath().getName().startsWith(".");
  }

  @Override
  public boolean isComplete(String part) throws IOException {
    return files.exists(new Path(new Path(folder, part), COMPLETE));
  }

  @Override
  public void keep(String part, String name, java.nio.file.Path page) throws IOException {
    Path place = new Path(new Path(folder, part), name);
    if (files.exists(place)) {
      return;
    }
    Path next = new Path(place.getParent(), "." + name);
    try (FSDataOutputStream out = FileSystem.create(files, next, OWNER)) {
      java.nio.file.Files.copy(page, out);
    }
    if (!files.rename(next, place) && !files.exists(place)) {
      throw new IOException("cannot write " + place);
    }
  }

  @Override
  public void complete(String part) throws IOException {
    files.create(new Path(new Path(folder, part), COMPLETE), true).close();
  }
}
