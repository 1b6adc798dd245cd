package dev.trace2skill.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this machine at one moment, as {@code /proc} has them. Where there is none, as
 * on macOS, what Java knows of a process's descendants has to do.
 */
final class ProcessTable {

  static final boolean KNOWN = Files.isReadable(Path.of("/proc/self/stat"));

  private static final Path PROC = Path.of("/proc");
  private static final long FRESH_NANOS = 300_000_000;

  private static @Nullable ProcessTable last;

  private final long takenAt;
  private final Map<Long, List<Long>> children = new HashMap<>();
  private final Map<Long, Long> sessions = new HashMap<>();

  private ProcessTable(long takenAt) {
    this.takenAt = takenAt;
  }

  /** The table as it is, or was a moment ago: many runs look at one. */
  static synchronized ProcessTable recent() {
    ProcessTable known = last;
    if (known == null || System.nanoTime() - known.takenAt > FRESH_NANOS) {
      known = now();
      last = known;
    }
    return known;
  }

  /** The table as it is. */
  static ProcessTable now() {
    ProcessTable table = new ProcessTable(System.nanoTime());
    for (Path process : processes()) {
      table.take(process);
    }
    return table;
  }

  /** A process and all that descend from it, and those of its session, as far as they live. */
  Set<Long> family(long pid) {
    Set<Long> family = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>();
    open.add(pid);
    sessions.forEach(
        (member, session) -> {
          if (session == pid) {
            open.add(member);
          }
        });
    while (!open.isEmpty()) {
      long next = open.remove();
      if (sessions.containsKey(next) && family.add(next)) {
        open.addAll(children.getOrDefault(next, List.of()));
      }
    }
    return family;
  }

  private void take(Path process) {
    String stat = read(process.resolve("stat"));
    int name = stat.lastIndexOf(')');
    // After the name: state, parent, group, session.
    String[] fields = name < 0 ? new String[0] : stat.substring(name + 2).split(" ", 6);
    if (fields.length < 5 || fields[0].equals("Z") || fields[0].equals("X")) {
      return;
    }
    long pid = Long.parseLong(process.getFileName().toString());
    children.computeIfAbsent(Long.parseLong(fields[1]), p -> new ArrayList<>()).add(pid);
    sessions.put(pid, Long.parseLong(fields[3]));
  }

  /**
   * Processes that have a variable of this value, or of one that begins with it, in their start.
   */
  static Set<Long> marked(String variable, String valueStart) {
    String mark = variable + "=" + valueStart;
    Set<Long> found = new HashSet<>();
    for (Path process : processes()) {
      String environment = read(process.resolve("environ"));
      if (environment.startsWith(mark) || environment.contains("\0" + mark)) {
        found.add(Long.parseLong(process.getFileName().toString()));
      }
    }
    return found;
  }

  /** Memory that is resident, in bytes; 0 when the process is gone. */
  static long residentBytes(long pid) {
    for (String line : read(PROC.resolve(pid + "/status")).split("\n", -1)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return 0;
  }

  private static List<Path> processes() {
    if (!KNOWN) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      return found;
    }
    return found;
  }

  /** A file of a process; empty when it is gone, or not ours to read. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
