package dev.trace2skill.store;

import dev.trace2skill.model.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Buckets of an object store, before any work is done in them. */
public final class Buckets {

  private static final String SCHEME = "s3a";

  private Buckets() {}

  /**
   * Fails, after seconds and not after minutes of trying again, when a bucket cannot be looked
   * into. An address on another file system is not looked at.
   *
   * @throws UserError that says why
   */
  public static void requireReachable(String address, Configuration conf) {
    Path folder = new Path(address);
    if (!SCHEME.equals(folder.toUri().getScheme())) {
      return;
    }
    Configuration hasty = new Configuration(conf);
    hasty.set("fs.s3a.retry.limit", "1");
    hasty.set("fs.s3a.attempts.maximum", "1");
    hasty.set("fs.s3a.connection.establish.timeout", "15s");
    try (FileSystem bucket = FileSystem.newInstance(folder.toUri(), hasty)) {
      var unused = bucket.listStatusIterator(folder).hasNext();
    } catch (FileNotFoundException e) {
      // Nothing is in it yet, or there is no bucket.
      PlatformTrouble.of(e).ifPresent(Buckets::refuse);
    } catch (IOException e) {
      refuse(PlatformTrouble.line(e));
    }
  }

  private static void refuse(String why) {
    throw new UserError("cannot get to " + why);
  }
}
