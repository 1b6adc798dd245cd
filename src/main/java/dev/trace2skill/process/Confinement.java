package dev.trace2skill.process;

import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What keeps a run's programs from writing elsewhere and from outliving it. */
public enum Confinement {
  /** Bubblewrap: namespaces, by a program that was made for it. */
  BUBBLEWRAP {
    @Override
    List<String> wrap(Path run, List<String> shown) {
      List<String> all = new ArrayList<>(List.of("bwrap", "--die-with-parent", "--unshare-pid"));
      all.addAll(List.of("--ro-bind", "/", "/", "--dev-bind", "/dev", "/dev", "--proc", "/proc"));
      all.addAll(List.of("--bind", run.resolve("tmp").toString(), "/tmp"));
      shown.forEach(path -> all.addAll(List.of("--ro-bind", path, path)));
      for (String part : Site.PARTS) {
        String path = run.resolve(part).toString();
        all.addAll(List.of("--bind", path, path));
      }
      all.addAll(List.of("--chdir", run.resolve("work").toString()));
      if (isRoot()) {
        all.addAll(List.of("--cap-drop", "CAP_SYS_ADMIN"));
      }
      all.add("--");
      return all;
    }
  },
  /** The same namespaces, by what every Linux has. */
  NAMESPACE {
    @Override
    List<String> wrap(Path run, List<String> shown) {
      List<String> all = new ArrayList<>(List.of("unshare"));
      if (!isRoot()) {
        all.addAll(List.of("--user", "--map-current-user", "--keep-caps"));
      }
      all.addAll(List.of("--mount", "--pid", "--fork", "--kill-child", "--mount-proc"));
      all.addAll(List.of("sh", "-c", SCRIPT, "namespace.sh", run.toString()));
      all.add(isRoot() ? "--bounding-set=-sys_admin" : "--inh-caps=-all --ambient-caps=-all");
      all.addAll(shown);
      all.add("--");
      return all;
    }
  },
  /**
   * A session of its own, and a mark by which what is left of it is found. Nothing is prevented.
   */
  NONE {
    @Override
    List<String> wrap(Path run, List<String> shown) {
      return isThere("setsid") ? List.of("setsid") : List.of();
    }
  };

  private static final String SCRIPT = script();

  private static final Map<Confinement, String> REFUSALS = new EnumMap<>(Confinement.class);

  /** What stands before a program's own arguments. */
  abstract List<String> wrap(Path run, List<String> shown);

  /** Its name in conf files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether writing elsewhere is prevented, and nothing can outlive the run. */
  public boolean prevents() {
    return this != NONE;
  }

  /**
   * The best that this machine allows, or the one that is named.
   *
   * @param name {@code auto} or a label
   * @throws UserError when it is unknown, or named and not possible here
   */
  public static Confinement of(String name) {
    if (name.equals("auto")) {
      return Arrays.stream(values()).filter(c -> refusal(c).isEmpty()).findFirst().orElse(NONE);
    }
    Confinement named =
        Arrays.stream(values())
            .filter(c -> c.label().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new UserError("unknown isolation '" + name + "'; known: " + known()));
    if (!refusal(named).isEmpty()) {
      throw new UserError("isolation: " + name + " is not possible here: " + refusal(named));
    }
    return named;
  }

  private static String known() {
    return Stream.concat(Stream.of("auto"), Arrays.stream(values()).map(Confinement::label))
        .collect(Collectors.joining(", "));
  }

  /** Why it is not possible on this machine; empty when it is. Tried once. */
  static synchronized String refusal(Confinement confinement) {
    return confinement == NONE ? "" : REFUSALS.computeIfAbsent(confinement, Confinement::tried);
  }

  private static String tried(Confinement confinement) {
    try {
      Path run = Files.createTempDirectory("trace2skill-trial");
      try {
        for (String part : Site.PARTS) {
          Files.createDirectory(run.resolve(part));
        }
        String test = "touch here && ! touch \"$HOME/.trace2skill-trial\" 2>/dev/null";
        List<String> command = new ArrayList<>(confinement.wrap(run, List.of()));
        command.addAll(List.of("sh", "-c", test));
        String problem = run(run, command);
        boolean held = Files.exists(run.resolve("work/here"));
        return problem.isEmpty() && !held ? "its folders cannot be written to" : problem;
      } finally {
        Trees.delete(run);
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String run(Path run, List<String> command) throws IOException {
    Path said = run.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(Site.NOTHING)
            .start();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "it takes too long";
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    String text = Files.readString(said).strip();
    return process.exitValue() == 0 ? "" : text.isEmpty() ? "it does not prevent writing" : text;
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Whether a program is on the path. */
  static boolean isThere(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String script() {
    try (InputStream in = Confinement.class.getResourceAsStream("namespace.sh")) {
      if (in == null) {
        throw new IllegalStateException("namespace.sh is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
