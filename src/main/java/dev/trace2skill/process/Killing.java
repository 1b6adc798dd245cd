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

  /** Ends what is found, again and again until nothing is found. Whether that was reached. */
  static boolean untilGone(Supplier<Set<Long>> found) {
    for (int round = 0; round < ROUNDS; round++) {
      Set<Long> left = new HashSet<>(found.get());
      left.remove(ProcessHandle.current().pid());
      left.removeIf(pid -> ProcessHandle.of(pid).isEmpty());
      if (left.isEmpty()) {
        return true;
      }
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      if (round > 2 && !pause()) {
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
