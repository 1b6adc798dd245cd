package dev.trace2skill.process;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Ends processes and waits until they are gone. */
final class Killing {

  /** A program that forks faster than it is killed has to stop some time. */
  private static final int ROUNDS = 500;

  private static final long PAUSE_MILLIS = 10;

  private Killing() {}

  /** Asks processes to end. */
  static void ask(Set<Long> pids) {
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
  }

  /** Ends every process that carries a mark. */
  static void marked(String variable, String valueStart) {
    untilGone(() -> ProcessTable.marked(variable, valueStart));
  }

  /**
   * Ends what is found, again and again until nothing is found. Whether that was reached. A look
   * around misses what is forked meanwhile, so it takes two that find nothing.
   */
  static boolean untilGone(Supplier<Set<Long>> found) {
    boolean quiet = false;
    for (int round = 0; round < ROUNDS; round++) {
      Set<Long> left = new HashSet<>(found.get());
      left.remove(ProcessHandle.current().pid());
      left.removeIf(pid -> ProcessHandle.of(pid).isEmpty());
      if (left.isEmpty() && quiet) {
        return true;
      }
      quiet = left.isEmpty();
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      if ((quiet || round > 2) && !pause()) {
        return false;
      }
    }
    return false;
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
