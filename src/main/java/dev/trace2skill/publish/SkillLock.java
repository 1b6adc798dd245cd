package dev.trace2skill.publish;

import dev.trace2skill.store.Holder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The right to change one skill, which one process at a time has. The system takes it back when the
 * process ends, however it ends; the file says whose it is, or was when nobody gave it back.
 */
final class SkillLock implements AutoCloseable {

  private static final int MAX_BYTES = 4096;

  /**
   * How long a lock of another host counts that this system shows as free: not every network file
   * system tells of the locks of others, and nobody publishes for an hour.
   */
  private static final Duration FOREIGN = Duration.ofHours(1);

  /** Locks of this process: the system does not tell its threads apart. */
  private static final Map<Path, Holder> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private SkillLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock on a skill.
   *
   * @param notices told when the lock was left by somebody who is gone
   * @throws SkillFolderException when somebody else has it; the message says who
   */
  static SkillLock take(WorkFolder work, Holder me, Consumer<String> notices) throws IOException {
    Path file = work.folder().toRealPath().resolve(work.lock().getFileName());
    Holder other = HELD.putIfAbsent(file, me);
    if (other != null) {
      throw SkillFolderException.busy(work.target().toString(), other, me.since());
    }
    @Nullable FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      FileLock lock = channel.tryLock();
      Optional<Holder> before = Holder.of(read(channel));
      if (lock == null) {
        throw SkillFolderException.busy(work.target().toString(), before.orElse(null), me.since());
      }
      if (before.isPresent()) {
        takeOver(work, before.get(), me, notices);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(me.bytes()), 0);
      return new SkillLock(file, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      HELD.remove(file);
      throw e;
    }
  }

  private static void takeOver(WorkFolder work, Holder before, Holder me, Consumer<String> notices)
      throws SkillFolderException {
    String left = before.described(me.since());
    if (before.isElsewhere(me) && before.age(me.since()).compareTo(FOREIGN) < 0) {
      throw new SkillFolderException(
          "%s is locked: %s; if that process is gone, delete %s and try again"
              .formatted(work.target(), left, work.lock()));
    }
    notices.accept(
        "The lock on %s is stale: %s, which is gone. What it had begun is put right."
            .formatted(work.target(), left));
  }

  private static byte[] read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
    channel.read(buffer, 0);
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    } finally {
      HELD.remove(file);
    }
  }
}
