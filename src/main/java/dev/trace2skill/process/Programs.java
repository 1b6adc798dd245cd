package dev.trace2skill.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The programs of this machine. */
public final class Programs {

  private static final boolean DIES_WITH_US = ProcessTable.KNOWN && Confinement.isThere("setpriv");

  private Programs() {}

  /** Whether a program can be started so that it ends when we are killed. */
  static boolean diesWithUs() {
    return DIES_WITH_US;
  }

  /**
   * Where a program lies; null when there is none, or none that may be run.
   *
   * @param name a name that is looked for on the path, or a path
   * @param directory that a relative path starts from
   */
  static @Nullable Path find(String name, Path directory) {
    if (name.contains("/")) {
      Path path = directory.resolve(name);
      return Files.isExecutable(path) ? path : null;
    }
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst()
        .orElse(null);
  }

  /**
   * The folder with what a program consists of: its own, or of one that npm installed all that was
   * installed together.
   *
   * @param program where it really lies
   */
  static Path installation(Path program) {
    for (int i = 1; i < program.getNameCount(); i++) {
      if (program.getName(i).toString().equals("node_modules")) {
        return program.getRoot().resolve(program.subpath(0, i + 1));
      }
    }
    return program.getParent();
  }
}
