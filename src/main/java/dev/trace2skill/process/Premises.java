package dev.trace2skill.process;

import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder in which this JVM keeps its runs, named after the JVM's process. What stands beside it
 * and belongs to a process that is no more is cleared away: its folders, and the programs that it
 * left behind.
 */
public final class Premises {

  /** Carried by every program that is started here, and by what it starts. */
  static final String MARK = "TRACE2SKILL_ROLLOUT";

  private static final Map<Path, Premises> ALL = new HashMap<>();

  private final Path folder;
  private final AtomicLong number = new AtomicLong();
  private final Set<Site> live = ConcurrentHashMap.newKeySet();

  private Premises(Path folder) {
    this.folder = folder;
  }

  /** Where runs lie unless a conf says otherwise. */
  public static Path standard() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "trace2skill-" + System.getProperty("user.name"));
  }

  /** The premises of this JVM below a folder. */
  public static Premises below(Path base) {
    Path place = base.toAbsolutePath().normalize();
    synchronized (ALL) {
      return ALL.computeIfAbsent(place, Premises::enter);
    }
  }

  private static Premises enter(Path base) {
    ProcessHandle me = ProcessHandle.current();
    try {
      var unused = Files.createDirectories(base);
      // Links are resolved: what a program says of its place is to be recognised.
      Path real = base.toRealPath();
      clear(real);
      Path folder = Files.createDirectories(real.resolve(name(me)));
      Premises premises = new Premises(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(premises::leave, "leave " + folder));
      return premises;
    } catch (IOException e) {
      throw new UncheckedIOException("no runs can be kept below " + base, e);
    }
  }

  private static String name(ProcessHandle process) {
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "-" + start;
  }

  /** Clears away what processes that are no more have left. */
  private static void clear(Path base) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(base, "[0-9]*-[0-9]*")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        long pid = Long.parseLong(name.substring(0, name.indexOf('-')));
        boolean lives = ProcessHandle.of(pid).map(p -> name(p).equals(name)).orElse(false);
        if (!lives) {
          Killing.marked(MARK, name + "/");
          Trees.delete(entry);
        }
      }
    }
  }

  /**
   * Makes a place for one run.
   *
   * @param environment variables that all programs of the run get
   */
  public Site open(
      Limits limits, Confinement confinement, Map<String, String> environment, Model model)
      throws IOException {
    String name = Long.toString(number.incrementAndGet());
    Path run = folder.resolve(name);
    for (String part : Site.PARTS) {
      var unused = Files.createDirectories(run.resolve(part));
    }
    var unused = Files.createDirectories(run.resolve(Site.RECORDS));
    String mark = folder.getFileName() + "/" + name + "/";
    Site site = new Site(run, mark, limits, confinement, environment, model, live::remove);
    live.add(site);
    return site;
  }

  private void leave() {
    live.forEach(Site::close);
    Trees.delete(folder);
    // The last one closes the door.
    var unused = folder.getParent().toFile().delete();
  }

  /** Answers the questions of a run; see {@link Workplace#ask}. */
  public interface Model {

    /** For runs that ask none. */
    Model NONE =
        (turn, request) -> {
          throw new IllegalStateException("this run has no model to ask");
        };

    LLMReply ask(int turn, LLMRequest request) throws LLMException, InterruptedException;
  }
}
