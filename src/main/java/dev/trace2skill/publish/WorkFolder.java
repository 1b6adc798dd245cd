package dev.trace2skill.publish;

import java.nio.file.Path;

/**
 * The hidden folder in which a skill's next version is made: for {@code skills/pay} it is {@code
 * skills/.trace2skill/pay}, two levels down, so that no agent takes what is in it for a skill, and
 * on the skill's own file system.
 */
record WorkFolder(Path target) {

  Path folder() {
    return target.resolveSibling(".trace2skill").resolve(target.getFileName());
  }

  /** Who is at work; never deleted, as whoever waits for it holds it open. */
  Path lock() {
    return folder().resolve("lock");
  }

  /** What is about to happen, from before the first rename until it stands in the log. */
  Path pending() {
    return folder().resolve("pending.json");
  }

  /** The next version while it is written. */
  Path partial() {
    return folder().resolve("partial");
  }

  /** The next version, complete and on disk. */
  Path ready() {
    return folder().resolve("ready");
  }

  /** What is being deleted. */
  Path trash() {
    return folder().resolve("trash");
  }
}
