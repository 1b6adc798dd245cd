package dev.trace2skill.spi;

import java.io.Serializable;

/**
 * What is known of a harness before its first run.
 *
 * @param version of the program, which is a part of a run's name
 * @param megabytes of memory that one run takes on this machine; 0 for one that works elsewhere
 */
public record HarnessProfile(String version, int megabytes) implements Serializable {}
