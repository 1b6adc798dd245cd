package dev.trace2skill.adapter.harness;

import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.HarnessSettings;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program of a harness: the one that the setting {@code program} names, or the usual one. */
final class Program {

  private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();
  private static final int PATIENCE_SECONDS = 60;
  private static final int LONGEST_VERSION = 80;

  private Program() {}

  /**
   * Where it lies.
   *
   * @param usual its name on the path
   * @throws UserError when it is not there
   */
  static Path of(HarnessSettings settings, String usual) {
    String name = settings.text("program").orElse(usual);
    return find(name)
        .orElseThrow(
            () ->
                new UserError(
                    "no program %s; install it, or say where it is with the setting 'program'"
                        .formatted(name)));
  }

  private static Optional<Path> find(String name) {
    return name.contains("/")
        ? Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable)
        : Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(folder -> Path.of(folder, name).toAbsolutePath())
            .filter(Files::isExecutable)
            .findFirst();
  }

  /**
   * What it says to {@code --version}, in one line; asked once.
   *
   * @throws UserError when it says nothing
   */
  static String version(Path program) {
    String key = program + " " + program.toFile().lastModified();
    return VERSIONS.computeIfAbsent(key, k -> ask(program));
  }

  private static String ask(Path program) {
    try {
      Path home = Files.createTempDirectory("trace2skill-version");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(program.toString(), "--version")
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectError(Redirect.DISCARD);
        builder.environment().keySet().retainAll(Set.of("PATH", "LANG"));
        builder.environment().put("HOME", home.toString());
        return said(builder.start(), program);
      } finally {
        delete(home);
      }
    } catch (IOException e) {
      throw new UserError(program + " does not start: " + e.getMessage());
    }
  }

  private static String said(Process process, Path program) throws IOException {
    try {
      // A line of text: it fits into the pipe while the program is waited for.
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new UserError(program + " --version takes too long");
      }
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String line = text.lines().findFirst().orElse("");
      if (process.exitValue() != 0 || line.isEmpty()) {
        throw new UserError(program + " --version ends with " + process.exitValue());
      }
      return line.substring(0, Math.min(line.length(), LONGEST_VERSION));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                var unused = file.toFile().delete();
              });
    }
  }
}
