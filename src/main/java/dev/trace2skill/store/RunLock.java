package dev.trace2skill.store;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The right to do something in a warehouse that only one process at a time may do: a small file, on
 * whatever file system the warehouse lies, that says whose it is. A lock whose process is seen to
 * be gone is taken over; one of another host is not, for nobody can see that from here.
 */
public final class RunLock implements AutoCloseable {

  private final Shelf shelf;
  private final String place;
  private final byte[] mine;

  private RunLock(Shelf shelf, String place, byte[] mine) {
    this.shelf = shelf;
    this.place = place;
    this.mine = mine;
  }

  /**
   * Takes a lock.
   *
   * @param name of letters, digits and hyphens
   * @param notices told when the lock was left by somebody who is gone
   * @throws UserError when somebody else has it; the message says who, and what to do when that is
   *     not so any more
   */
  public static RunLock take(
      Warehouse warehouse, String name, Holder me, Consumer<String> notices) {
    String folder = warehouse.location("locks");
    try {
      Shelf shelf =
          Shelf.at(
              folder,
              new SerializableConfiguration(
                  warehouse.spark().sparkContext().hadoopConfiguration()));
      return take(shelf, folder, name, me, notices);
    } catch (IOException e) {
      throw new UncheckedIOException("the lock " + folder + "/" + name + " cannot be taken", e);
    }
  }

  static RunLock take(Shelf shelf, String folder, String name, Holder me, Consumer<String> notices)
      throws IOException {
    String place = name + ".json";
    RunLock lock = new RunLock(shelf, place, me.bytes());
    if (shelf.create(place, me.bytes())) {
      return lock;
    }
    Optional<byte[]> standing = shelf.read(place);
    Optional<Holder> other = standing.flatMap(Holder::of);
    if (other.isPresent() && !other.get().isGone(me)) {
      throw new UserError(
          "%s is under way: %s; if that process is gone, delete %s/%s and try again"
              .formatted(name, other.get().described(me.since()), folder, place));
    }
    // Of several who see that the lock is stale, one may take it over.
    String claim = name + ".stale-" + sum(standing.orElse(new byte[0])) + ".json";
    if (standing.isPresent() && !shelf.create(claim, me.bytes())) {
      throw new UserError(
          "%s is being taken over by another process; if there is none, delete %s/%s and try again"
              .formatted(name, folder, claim));
    }
    boolean still = Arrays.equals(shelf.read(place).orElse(null), standing.orElse(null));
    if (still) {
      shelf.replace(place, me.bytes());
    }
    shelf.delete(claim);
    if (!still) {
      throw new UserError("%s was just taken up by another process".formatted(name));
    }
    notices.accept(
        "The lock on %s was stale: %s, which is gone."
            .formatted(name, other.map(o -> o.described(me.since())).orElse("unreadable")));
    return lock;
  }

  private static String sum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** Gives the lock back, if it is still ours. */
  @Override
  public void close() {
    try {
      if (shelf.read(place).filter(bytes -> Arrays.equals(bytes, mine)).isPresent()) {
        shelf.delete(place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the lock " + place + " cannot be given back", e);
    }
  }
}
