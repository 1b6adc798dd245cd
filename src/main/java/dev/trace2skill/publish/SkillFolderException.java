package dev.trace2skill.publish;

import java.io.IOException;

/** A folder that cannot be read or written as a skill, and why. The message names the folder. */
public final class SkillFolderException extends IOException {

  SkillFolderException(String message) {
    super(message);
  }

  SkillFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
