package dev.trace2skill.process;

import dev.trace2skill.spi.Ended.Ending;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One program while it runs: its limits, and its end with all that it started. */
final class Supervision {

  private static final long TICK_MILLIS = 200;

  /** Looking at all its files and processes takes longer than looking at its output. */
  private static final int TICKS_A_LOOK = 4;

  private final Process process;
  private final Site site;
  private final long until;
  private final Limits limits;
  private final List<Path> outputs;
  private long peakBytes;
  private boolean killed;

  Supervision(Process process, Site site, long until, Limits limits, List<Path> outputs) {
    this.process = process;
    this.site = site;
    this.until = until;
    this.limits = limits;
    this.outputs = outputs;
  }

  /** Waits until the program ends by itself or is to be ended. */
  Ending untilEnd() throws InterruptedException {
    for (long tick = 1; ; tick++) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (process.waitFor(Math.max(0, Math.min(TICK_MILLIS, left)), TimeUnit.MILLISECONDS)) {
        return saidTooMuch()
            ? Ending.OUTPUT_LIMIT
            : wroteTooMuch() ? Ending.DISK_LIMIT : Ending.EXITED;
      }
      if (left <= 0) {
        return Ending.DEADLINE;
      }
      if (saidTooMuch()) {
        return Ending.OUTPUT_LIMIT;
      }
      if (tick % TICKS_A_LOOK == 0) {
        Ending reached = look();
        if (reached != Ending.EXITED) {
          return reached;
        }
      }
    }
  }

  /** The limit that is reached; that the program goes on is said as {@code EXITED}. */
  private Ending look() {
    if (wroteTooMuch()) {
      return Ending.DISK_LIMIT;
    }
    Set<Long> family = ProcessTable.recent().family(process.pid());
    long bytes = family.stream().mapToLong(ProcessTable::residentBytes).sum();
    peakBytes = Math.max(peakBytes, bytes);
    if (bytes > limits.memoryBytes()) {
      return Ending.MEMORY_LIMIT;
    }
    return family.size() > limits.processes() ? Ending.PROCESS_LIMIT : Ending.EXITED;
  }

  private boolean saidTooMuch() {
    return outputs.stream().anyMatch(file -> file.toFile().length() > limits.outputBytes());
  }

  /** A file that reached the limit is no longer than the limit. */
  private boolean wroteTooMuch() {
    return Trees.size(site.folders(), limits.diskBytes()) >= limits.diskBytes();
  }

  /** Asks the program and all that it started to end, and gives them the time for it. */
  void stop() throws InterruptedException {
    Set<Long> all = members();
    if (site.confinement().prevents()) {
      // What keeps them in their place must outlive them, or they would be killed unasked.
      all.remove(process.pid());
    }
    Killing.ask(all);
    var unused = process.waitFor(limits.grace().toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitCode() throws InterruptedException {
    kill();
    return process.waitFor();
  }

  private void kill() {
    if (process.isAlive()) {
      killed = true;
      process.destroyForcibly();
    }
  }

  /** Ends all that is left. */
  void clear() {
    kill();
    if (!site.confinement().prevents()) {
      var unused = Killing.untilGone(this::members);
    } else if (killed) {
      // The kernel does it; it is waited for, so that nothing is written any more.
      var unused = Killing.untilGone(site::marked);
    }
  }

  private Set<Long> members() {
    Set<Long> all = new HashSet<>(site.marked());
    if (ProcessTable.KNOWN) {
      all.addAll(ProcessTable.now().family(process.pid()));
    } else {
      process.descendants().forEach(child -> all.add(child.pid()));
      all.add(process.pid());
    }
    return all;
  }

  long peakBytes() {
    return peakBytes;
  }
}
