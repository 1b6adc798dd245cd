package dev.trace2skill.publish;

import dev.trace2skill.store.PlatformTrouble;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;

/**
 * A place in S3, by Hadoop's S3A. What must not be written over goes out as a conditional request:
 * S3A asks for one only where it is told to.
 */
record HadoopBucket(FileSystem files, Path root) implements Bucket {

  private static final String IF_NONE = "fs.option.create.conditional.overwrite";
  private static final String IF_SAME = "fs.option.create.conditional.overwrite.etag";

  /** A request, or several. */
  private interface Request<T> {
    T send() throws IOException;
  }

  /** No key, no bucket, no way there: the user can mend that. */
  private <T> T reached(Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (IOException e) {
      throw new SkillFolderException("cannot get to " + root + ": " + PlatformTrouble.line(e), e);
    }
  }

  @Override
  public Optional<Found> find(String name) throws IOException {
    return reached(() -> read(name));
  }

  private Optional<Found> read(String name) throws IOException {
    try {
      FileStatus status = files.getFileStatus(path(name));
      // With its status, the object is read as it was then or not at all.
      try (InputStream in = files.openFile(path(name)).withFileStatus(status).build().join()) {
        return Optional.of(new Found(in.readAllBytes(), ((EtagSource) status).getEtag()));
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (CompletionException e) {
      throw new IOException("cannot read " + path(name), e);
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return reached(() -> names(folder));
  }

  private List<String> names(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(path(folder), true);
      String start = root.toUri().getPath() + "/";
      while (all.hasNext()) {
        names.add(all.next().getPath().toUri().getPath().substring(start.length()));
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public void put(String name, byte[] bytes) throws IOException {
    var unused =
        reached(
            () -> {
              try (OutputStream out = files.create(path(name), true)) {
                out.write(bytes);
              }
              return true;
            });
  }

  @Override
  public boolean create(String name, byte[] bytes) throws IOException {
    return reached(
        () -> {
          FSDataOutputStreamBuilder<?, ?> request = files.createFile(path(name));
          request.overwrite(false);
          request.must(IF_NONE, true);
          return write(name, bytes, request);
        });
  }

  @Override
  public boolean replace(String name, String etag, byte[] bytes) throws IOException {
    return reached(
        () -> {
          FSDataOutputStreamBuilder<?, ?> request = files.createFile(path(name));
          request.overwrite(true);
          request.must(IF_SAME, etag);
          return write(name, bytes, request);
        });
  }

  private boolean write(String name, byte[] bytes, FSDataOutputStreamBuilder<?, ?> request)
      throws IOException {
    try (OutputStream out = request.build()) {
      out.write(bytes);
    } catch (IOException e) {
      // Perhaps it was won by a request that S3A sent twice: what stands there tells.
      if (read(name).filter(found -> Arrays.equals(found.bytes(), bytes)).isPresent()) {
        return true;
      }
      if (e instanceof RemoteFileChangedException || e instanceof FileAlreadyExistsException) {
        return false;
      }
      throw e;
    }
    return true;
  }

  @Override
  public void delete(String name) throws IOException {
    var unused = reached(() -> files.delete(path(name), false));
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }
}
