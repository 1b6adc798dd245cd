package dev.trace2skill.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where Delta puts the commits of tables on {@code s3a://} and on local disks, so that of several
 * drivers who write the same commit one wins and the others are told. The stores that Delta brings
 * for these let each of them believe that it won.
 *
 * <p>The object store must honour {@code If-None-Match}, as S3 does.
 */
public final class CreateOnceLogStore extends HadoopFileSystemLogStore {

  /** What Delta calls; {@code conf} is what the session knows of file systems. */
  public CreateOnceLogStore(Configuration conf) {
    super(conf);
  }

  @Override
  public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration conf)
      throws IOException {
    if (overwrite) {
      writeWithRename(path, actions, true, conf);
      return;
    }
    Shelf shelf = Shelf.at(path.getParent().toString(), new SerializableConfiguration(conf));
    byte[] bytes = joined(actions);
    if (shelf.create(path.getName(), bytes)) {
      return;
    }
    // A request that was sent twice meets itself: no two commits are alike.
    Optional<byte[]> standing = shelf.read(path.getName());
    if (!Arrays.equals(standing.orElse(null), bytes)) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  private static byte[] joined(Iterator<String> actions) {
    StringBuilder text = new StringBuilder();
    actions.forEachRemaining(action -> text.append(action).append('\n'));
    return text.toString().getBytes(UTF_8);
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration conf) {
    return false;
  }
}
