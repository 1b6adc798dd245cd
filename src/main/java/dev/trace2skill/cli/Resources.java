package dev.trace2skill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the driver process took. */
final class Resources {

  private static final Path STATUS = Path.of("/proc/self/status");

  private Resources() {}

  /** Time and, where the system tells, peak memory, as one line. */
  static String used(Instant start, Instant end) {
    String took =
        String.format(Locale.ROOT, "Took %.1f s", Duration.between(start, end).toMillis() / 1000.0);
    return took
        + peakKilobytes()
            .map(kb -> String.format(Locale.ROOT, ", peak memory %.1f GB.", kb / 1048576.0))
            .orElse(".");
  }

  /** The most memory that the process had so far, where the system tells. */
  static Optional<Long> peakMegabytes() {
    return peakKilobytes().map(kb -> kb / 1024);
  }

  private static Optional<Long> peakKilobytes() {
    try {
      return Files.isReadable(STATUS)
          ? Files.readAllLines(STATUS).stream()
              .filter(l -> l.startsWith("VmHWM:"))
              .map(l -> Long.valueOf(l.replaceAll("\\D", "")))
              .findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
