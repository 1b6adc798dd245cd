package dev.trace2skill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Programs that npm provides, in the versions that the lock files below {@code src/it/harness}
 * name. A test that needs one is skipped where there is no node, or npm cannot install it.
 */
public final class Npm {

  private static final Path PINNED = Path.of("src/it/harness");
  private static final int PATIENCE_SECONDS = 240;

  private Npm() {}

  /**
   * The folder of {@code node_modules} of a set of programs, which is installed when it is not. Of
   * several processes that want the same set one installs it and the others wait.
   */
  public static synchronized Path install(String set) {
    assumeTrue(isThere(), "skipped: node not found");
    Path folder = Path.of("target/harness").resolve(set).toAbsolutePath();
    try {
      Files.createDirectories(folder);
      try (FileChannel door =
              FileChannel.open(
                  folder.resolve("door"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = door.lock()) {
        assertThat(held.isValid()).isTrue();
        install(PINNED.resolve(set), folder);
      }
      return folder.resolve("node_modules");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void install(Path pinned, Path folder) throws IOException {
    Path done = folder.resolve("installed");
    String lock = Files.readString(pinned.resolve("package-lock.json"));
    if (Files.exists(done) && Files.readString(done).equals(lock)) {
      return;
    }
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.write(folder.resolve(file), Files.readAllBytes(pinned.resolve(file)));
    }
    run(folder, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0");
    Files.writeString(done, lock);
  }

  /** Whether there is node and npm. */
  static boolean isThere() {
    return isThere("node") && isThere("npm");
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void run(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        var unused = abort("skipped: npm takes too long");
      }
      assumeTrue(process.exitValue() == 0, "skipped: npm could not install " + folder);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      var unused = abort("interrupted");
    }
  }
}
