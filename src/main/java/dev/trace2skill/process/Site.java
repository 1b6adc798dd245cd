package dev.trace2skill.process;

import dev.trace2skill.model.SkillFile;
import dev.trace2skill.process.Premises.Model;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.Command;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.Ended.Ending;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.Workplace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workplace on this machine. */
public final class Site implements Workplace, AutoCloseable {

  /** The folders that a run's programs may write to. */
  static final List<String> PARTS = List.of("work", "home", "tmp");

  static final String RECORDS = "records";

  static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

  /** Of which every run has one of its own. */
  private static final Path TMP = Path.of("/tmp");

  private static final int DELETIONS = 20;
  private static final int BLOCK = 512;

  private final Path run;
  private final String mark;
  private final Limits limits;
  private final Confinement confinement;
  private final Map<String, String> environment;
  private final Model model;
  private final Consumer<Site> closed;
  private final long endsAt;
  private final Set<Path> skills = new TreeSet<>();
  private int commands;
  private long peakBytes;

  Site(
      Path run,
      String mark,
      Limits limits,
      Confinement confinement,
      Map<String, String> environment,
      Model model,
      Consumer<Site> closed) {
    this.run = run;
    this.mark = mark;
    this.limits = limits;
    this.confinement = confinement;
    this.environment = Map.copyOf(environment);
    this.model = model;
    this.closed = closed;
    this.endsAt = System.nanoTime() + limits.deadline().toNanos();
  }

  /** The folder that holds all others. */
  public Path path() {
    return run;
  }

  @Override
  public Path work() {
    return run.resolve("work");
  }

  @Override
  public Path home() {
    return run.resolve("home");
  }

  @Override
  public Path records() {
    return run.resolve(RECORDS);
  }

  Path temporary() {
    return run.resolve("tmp");
  }

  /** Folders of the working copy that hold the skill. */
  public Set<Path> skills() {
    return skills;
  }

  /** The most memory that the run's processes had resident together, as far as it was seen. */
  public long peakBytes() {
    return peakBytes;
  }

  @Override
  public Duration left() {
    return Duration.ofNanos(Math.max(0, endsAt - System.nanoTime()));
  }

  @Override
  public Path placeSkill(Assignment assignment, String folder) throws IOException {
    Path place = work().resolve(folder).resolve(assignment.skillName()).normalize();
    if (!place.startsWith(work()) || assignment.skill() == null) {
      throw new IllegalArgumentException("no skill can be placed in " + folder);
    }
    for (SkillFile file : assignment.skill().files()) {
      Path target = place.resolve(file.path()).normalize();
      if (!target.startsWith(place)) {
        throw new IllegalArgumentException(file.path() + " leads out of the skill");
      }
      var unused = Files.createDirectories(target.getParent());
      var unusedToo = Files.writeString(target, file.content());
    }
    skills.add(place);
    return place;
  }

  @Override
  public LLMReply ask(int turn, LLMRequest request) throws LLMException, InterruptedException {
    return model.ask(turn, request);
  }

  @Override
  public Ended run(Command command) throws IOException, InterruptedException {
    int number = ++commands;
    Path output = records().resolve(number + ".out");
    Path error = records().resolve(number + ".err");
    Path input = records().resolve(number + ".in");
    Path program = Programs.find(command.arguments().get(0), work());
    if (program == null) {
      return notStarted(output, error, "no such program: " + command.arguments().get(0));
    }
    if (!command.input().isEmpty()) {
      Files.writeString(input, command.input());
    }
    ProcessBuilder builder =
        new ProcessBuilder(arguments(command, program))
            .directory(work().toFile())
            .redirectInput(command.input().isEmpty() ? NOTHING : Redirect.from(input.toFile()))
            .redirectOutput(output.toFile())
            .redirectError(error.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(command.environment()));
    long until = Math.min(endsAt, end(command.limit()));
    try {
      return supervise(builder.start(), until, output, error);
    } catch (IOException e) {
      return notStarted(output, error, String.valueOf(e.getMessage()));
    } finally {
      Files.deleteIfExists(input);
    }
  }

  private Ended supervise(Process process, long until, Path output, Path error)
      throws InterruptedException {
    Supervision watch = new Supervision(process, this, until, limits, List.of(output, error));
    try {
      Ending ending = watch.untilEnd();
      if (ending != Ending.EXITED) {
        watch.stop();
      }
      return new Ended(ending, watch.exitCode(), output, error);
    } finally {
      watch.clear();
      peakBytes = Math.max(peakBytes, watch.peakBytes());
    }
  }

  private static Ended notStarted(Path output, Path error, String why) throws IOException {
    var unused = Files.writeString(output, "");
    var unusedToo = Files.writeString(error, why + "\n");
    return new Ended(Ending.NOT_STARTED, -1, output, error);
  }

  private static long end(@Nullable Duration limit) {
    return limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
  }

  /** The program behind all that stands before it: it dies with us, and its files have a limit. */
  private List<String> arguments(Command command, Path program) throws IOException {
    List<String> all = new ArrayList<>();
    if (Programs.diesWithUs()) {
      all.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
    }
    long blocks = limits.diskBytes() / BLOCK + 1;
    all.addAll(List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
    all.addAll(confinement.wrap(run, shown(program, command)));
    all.add(program.toString());
    all.addAll(command.arguments().subList(1, command.arguments().size()));
    return all;
  }

  /** What is to be seen although it lies in the folder that every run has to itself. */
  private List<String> shown(Path program, Command command) throws IOException {
    Stream<Path> parts =
        Stream.of(
            Path.of("").toAbsolutePath(),
            program.getParent(),
            Programs.installation(program.toRealPath()));
    Stream<Path> scripts =
        command.arguments().stream()
            .skip(1)
            .filter(argument -> argument.startsWith(TMP + "/"))
            .map(Path::of)
            .filter(path -> !path.startsWith(run) && Files.isRegularFile(path))
            // With what lies beside it, which it may need.
            .map(path -> path.getParent().equals(TMP) ? path : path.getParent());
    return Stream.concat(parts, scripts)
        .map(Path::toString)
        .filter(path -> path.startsWith(TMP + "/"))
        .distinct()
        .toList();
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    all.put("LANG", "C.UTF-8");
    all.put("TERM", "dumb");
    all.put("HOME", home().toString());
    all.put("TMPDIR", temporary().toString());
    all.putAll(environment);
    all.putAll(more);
    all.put(Premises.MARK, mark);
    return all;
  }

  Confinement confinement() {
    return confinement;
  }

  List<Path> folders() {
    return PARTS.stream().map(run::resolve).toList();
  }

  /** Every process that carries this run's mark. */
  Set<Long> marked() {
    return ProcessTable.marked(Premises.MARK, mark);
  }

  /** Ends what is left of the run, and deletes its folders. */
  @Override
  public void close() {
    if (!confinement.prevents() || !isDeleted()) {
      Killing.marked(Premises.MARK, mark);
    }
    for (int i = 0; i < DELETIONS && !isDeleted(); i++) {
      Thread.onSpinWait();
    }
    closed.accept(this);
  }

  private boolean isDeleted() {
    try {
      Trees.delete(run);
      return !Files.exists(run);
    } catch (UncheckedIOException e) {
      // Something was written while it was deleted.
      return false;
    }
  }
}
