package dev.trace2skill.rollout;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** How many runs of a harness that takes memory there may be at once in this JVM. */
final class Slots {

  /** By their number: all tasks of an executor share the same. */
  private static final Map<Integer, Semaphore> ALL = new ConcurrentHashMap<>();

  /** A run waits for its model most of the time. */
  private static final int MOST_PER_CORE = 8;

  private Slots() {}

  /**
   * The slots of this JVM.
   *
   * @param megabytes that one run takes; 0 when it takes none here, and there is no limit
   * @param given what the conf says; null when it says nothing
   */
  static Semaphore of(int megabytes, @Nullable Integer given) {
    int count = given != null ? given : megabytes == 0 ? Integer.MAX_VALUE : fitting(megabytes);
    return ALL.computeIfAbsent(count, n -> new Semaphore(n, true));
  }

  private static int fitting(int megabytes) {
    long cores = Runtime.getRuntime().availableProcessors();
    long fitting = freeMegabytes() / 2 / megabytes;
    return (int) Math.max(1, Math.min(fitting, cores * MOST_PER_CORE));
  }

  /** Memory that is free on this machine, or within the limit of its container. */
  private static long freeMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          return Math.min(Long.parseLong(line.replaceAll("\\D", "")) >> 10, allMegabytes());
        }
      }
    } catch (IOException e) {
      return allMegabytes();
    }
    return allMegabytes();
  }

  private static long allMegabytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() >> 20
        : 1_024;
  }
}
