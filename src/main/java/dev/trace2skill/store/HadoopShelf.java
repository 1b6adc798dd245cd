package dev.trace2skill.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder on a file system of Hadoop's. A file comes into being by a conditional request on S3,
 * and elsewhere by the rename of a draft, which does not replace.
 */
record HadoopShelf(FileSystem files, Path folder) implements Shelf {

  @Override
  public Optional<byte[]> read(String place) throws IOException {
    try (InputStream in = files.open(new Path(folder, place))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean create(String place, byte[] bytes) throws IOException {
    Path target = new Path(folder, place);
    return files.getUri().getScheme().equals("s3a")
        ? createIfNone(target, bytes)
        : rename(target, bytes);
  }

  /** {@code create(path, false)} would not do: S3A looks first and then writes all the same. */
  private boolean createIfNone(Path target, byte[] bytes) throws IOException {
    FSDataOutputStreamBuilder<?, ?> request = files.createFile(target);
    try (OutputStream out =
        request.overwrite(false).must("fs.option.create.conditional.overwrite", true).build()) {
      out.write(bytes);
    } catch (IOException e) {
      // Lost, or won by a request that S3A sent twice, or broken: what stands there tells.
      if (files.exists(target)) {
        return false;
      }
      throw e;
    }
    return true;
  }

  private boolean rename(Path target, byte[] bytes) throws IOException {
    Path draft = new Path(target.getParent(), "." + UUID.randomUUID() + ".draft");
    write(draft, bytes);
    if (!files.exists(target) && files.rename(draft, target)) {
      return true;
    }
    files.delete(draft, false);
    return false;
  }

  @Override
  public void replace(String place, byte[] bytes) throws IOException {
    write(new Path(folder, place), bytes);
  }

  @Override
  public void delete(String place) throws IOException {
    files.delete(new Path(folder, place), false);
  }

  private void write(Path target, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(target, true)) {
      out.write(bytes);
    }
  }
}
