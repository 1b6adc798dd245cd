package dev.trace2skill.spi;

import java.nio.file.Path;

/**
 * How a program ended. That it ended well says nothing about its work.
 *
 * @param exitCode what it gave back; 128 and more when a signal ended it; -1 when it did not start
 * @param output what it wrote to its standard output, up to the limit
 * @param error likewise to its standard error
 */
public record Ended(Ending ending, int exitCode, Path output, Path error) {

  /** Who ended it. */
  public enum Ending {
    /** The program itself. */
    EXITED,
    /** It did not start. */
    NOT_STARTED,
    /** It took longer than it may. */
    DEADLINE,
    /** It printed more than it may. */
    OUTPUT_LIMIT,
    /** It wrote more to the disk than it may. */
    DISK_LIMIT,
    /** It took more memory than it may. */
    MEMORY_LIMIT,
    /** It started more processes than it may. */
    PROCESS_LIMIT;

    /** Whether the run went beyond a limit, which is its own doing. */
    public boolean isLimit() {
      return this != EXITED && this != NOT_STARTED;
    }
  }

  /** Whether the program was ended by a signal that did not come from us. */
  public boolean crashed() {
    return ending == Ending.EXITED && exitCode >= 128;
  }
}
