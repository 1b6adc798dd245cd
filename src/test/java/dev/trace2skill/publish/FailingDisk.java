package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A disk that fails at one of its steps. It sees to it, too, that what is renamed is on disk: a
 * machine that stops would otherwise leave a name of nothing.
 */
final class FailingDisk implements Disk {

  /** How a step fails. */
  enum Mode {
    /** The machine stops before it. */
    BEFORE,
    /** The machine stops when half of the bytes are written; only such steps count. */
    AMID,
    /** It cannot be done, and what follows can. */
    FAULT
  }

  /** The machine stopped. */
  static final class Stopped extends Error {}

  private final Disk disk = new LocalDisk();
  private final Set<Path> unsynced = new HashSet<>();
  private final Mode mode;
  private final int failing;
  private int steps;
  private boolean stopped;

  /** A disk that fails at a step, from 1. */
  FailingDisk(Mode mode, int failing) {
    this.mode = mode;
    this.failing = failing;
  }

  boolean hasFailed() {
    return steps >= failing;
  }

  private interface Step {
    void run() throws IOException;
  }

  private void step(Step step) throws IOException {
    steps += mode == Mode.AMID ? 0 : 1;
    fail(steps == failing && mode == Mode.BEFORE);
    if (steps == failing && mode == Mode.FAULT) {
      throw new IOException("no space left");
    }
    step.run();
  }

  private void step(Step whole, Step half) throws IOException {
    if (mode != Mode.AMID) {
      step(whole);
      return;
    }
    steps++;
    fail(false);
    if (steps == failing) {
      half.run();
      fail(true);
    }
    whole.run();
  }

  /** A machine that has stopped does nothing more. */
  private void fail(boolean now) {
    if (now || stopped) {
      stopped = true;
      throw new Stopped();
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step(() -> disk.createFolder(folder));
    unsynced.add(folder);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    step(() -> disk.write(file, bytes), () -> disk.write(file, half(bytes)));
    unsynced.add(file);
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    step(() -> append(file, bytes, bytes.length), () -> append(file, bytes, bytes.length / 2));
  }

  /** Waits for the disk as little as {@link #sync}. */
  private static void append(Path file, byte[] bytes, int length) throws IOException {
    Files.write(
        file, Arrays.copyOf(bytes, length), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void copy(Path from, Path to) throws IOException {
    step(() -> disk.copy(from, to));
    if (!Files.isSymbolicLink(to)) {
      unsynced.add(to);
    }
  }

  @Override
  public void copyPermissions(Path from, Path to) throws IOException {
    step(() -> disk.copyPermissions(from, to));
  }

  @Override
  public void copyTime(Path from, Path to) throws IOException {
    step(() -> disk.copyTime(from, to));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    assertThat(unsynced).noneMatch(p -> p.startsWith(from));
    step(() -> disk.rename(from, to));
  }

  /** Only that it is asked for matters here, and waiting takes time. */
  @Override
  public void sync(Path path) throws IOException {
    step(() -> unsynced.remove(path));
  }

  @Override
  public void delete(Path path) throws IOException {
    step(() -> disk.delete(path));
    unsynced.remove(path);
  }
}
