package dev.trace2skill.publish;

import dev.trace2skill.store.Holder;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A folder that cannot be read or written as a skill, and why. The message names the folder. */
public final class SkillFolderException extends IOException {

  SkillFolderException(String message) {
    super(message);
  }

  SkillFolderException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says that somebody has a lock, as far as it is known who. */
  static SkillFolderException busy(String target, @Nullable Holder holder, Instant now) {
    return new SkillFolderException(
        "%s is being changed: %s; try again when that is done"
            .formatted(target, holder == null ? "by another process" : holder.described(now)));
  }
}
