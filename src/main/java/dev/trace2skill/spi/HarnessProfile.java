package dev.trace2skill.spi;

import java.io.Serializable;

/**
 * What is known of a harness before its first run.
 *
 * @param version of the program, which is a part of a run's name
 * @param megabytes of memory that one run takes on this machine; 0 for one that works elsewhere
 * @param asks whether its runs ask their model through {@link Workplace#ask}, so that calls are
 *     journalled and within the budget; others ask it themselves, if any
 */
public record HarnessProfile(String version, int megabytes, boolean asks) implements Serializable {

  /** Of a program that asks its model by itself. */
  public HarnessProfile(String version, int megabytes) {
    this(version, megabytes, false);
  }
}
