package dev.trace2skill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.model.SkillVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A validator of skills that others wrote, where node and npm are there to run it. */
public final class SkillsRef {

  private static final int PATIENCE_SECONDS = 60;

  private SkillsRef() {}

  /** Fails when the validator refuses a skill that was written; without node it says so. */
  public static void assertAccepts(Path scratch, SkillVersion version) {
    if (!Npm.isThere()) {
      System.out.println("skipped: node not found, so no other validator");
      return;
    }
    assertThat(accepts(scratch, version.name(), version.skill())).isTrue();
  }

  /**
   * Whether the validator accepts a skill. The test is skipped where it cannot be installed.
   *
   * @param name of the folder in which the skill lies
   */
  public static boolean accepts(Path scratch, String name, Skill skill) {
    Path cli = Npm.install("validator").resolve("skills-ref/dist/cli.js");
    try {
      Path folder = Files.createDirectories(scratch.resolve("validated").resolve(name));
      for (SkillFile file : skill.files()) {
        Path place = folder.resolve(file.path());
        var unused = Files.createDirectories(place.getParent());
        Files.writeString(place, file.content());
      }
      Process process =
          new ProcessBuilder("node", cli.toString(), "validate", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the validator does not end");
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
