package dev.trace2skill.publish;

import dev.trace2skill.store.Holder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The right to change a skill in an object store: an object that only one can create. It is
 * nobody's any more when its process is gone from this host, or when it is older than any
 * publishing takes.
 */
final class BucketLock implements AutoCloseable {

  static final String NAME = ".versions/lock.json";

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Bucket bucket;
  private final byte[] mine;

  private BucketLock(Bucket bucket, byte[] mine) {
    this.bucket = bucket;
    this.mine = mine;
  }

  /**
   * Takes the lock.
   *
   * @param notices told when the lock was left by somebody who is gone
   * @throws SkillFolderException when somebody else has it; the message says who
   */
  static BucketLock take(Bucket bucket, String target, Holder me, Consumer<String> notices)
      throws IOException {
    // Two locks are never the same bytes, so that each is known again.
    byte[] mine =
        (new String(me.bytes(), StandardCharsets.UTF_8) + "\n" + UUID.randomUUID() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    if (bucket.create(NAME, mine)) {
      return new BucketLock(bucket, mine);
    }
    Optional<Bucket.Found> found = bucket.find(NAME);
    Optional<Holder> other = found.flatMap(f -> Holder.of(f.bytes()));
    if (found.isEmpty() || !isStale(other, me)) {
      throw SkillFolderException.busy(target, other.orElse(null), me.since());
    }
    if (!bucket.replace(NAME, found.get().etag(), mine)) {
      throw SkillFolderException.busy(target, null, me.since());
    }
    notices.accept(
        "The lock on %s is stale: %s, which is gone or was given up. What it had begun is put right."
            .formatted(target, other.map(o -> o.described(me.since())).orElse("unreadable")));
    return new BucketLock(bucket, mine);
  }

  private static boolean isStale(Optional<Holder> other, Holder me) {
    if (other.isEmpty() || other.get().age(me.since()).compareTo(LONGEST) > 0) {
      return true;
    }
    return other.get().isGone(me);
  }

  @Override
  public void close() throws IOException {
    if (bucket.find(NAME).filter(f -> Arrays.equals(f.bytes(), mine)).isPresent()) {
      bucket.delete(NAME);
    }
  }
}
