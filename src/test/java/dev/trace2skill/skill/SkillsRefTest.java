package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.model.Skill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our verdict beside that of another validator, where node and npm are there to run it. */
class SkillsRefTest {

  private static final Path PINNED = Path.of("src/it/validator");
  private static final Path INSTALLED = Path.of("target/validator");
  private static final Path CLI = INSTALLED.resolve("node_modules/skills-ref/dist/cli.js");

  @TempDir private Path directory;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    assumeTrue(isThere("node") && isThere("npm"), "skipped: node not found");
    if (Files.exists(CLI)) {
      return;
    }
    Files.createDirectories(INSTALLED);
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.write(INSTALLED.resolve(file), Files.readAllBytes(PINNED.resolve(file)));
    }
    int code =
        run(
            "npm",
            "ci",
            "--prefix",
            INSTALLED.toString(),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--fetch-retries=0");
    assumeTrue(code == 0 && Files.exists(CLI), "skipped: npm could not install the validator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "good         | name: pay-bills            | description: Use it to pay.",
        "bad-name     | name: Bad_Skill            | description: Use it to pay.",
        "double-dash  | name: double--dash         | description: Use it to pay.",
        "unknown-key  | name: unknown-key\\nother: x | description: Use it to pay.",
        "mismatch     | name: other                | description: Use it to pay.",
        "no-text      | name: no-text              | license: MIT",
        "blank        | name: blank                | description: ' '",
        "quoted       | name: quoted               | description: \"Use: it # to \\\\ pay\"",
        "folded       | name: folded               | description: >-\\n  Use it\\n  to pay.",
        "no-yaml      | name: no-yaml              | description: Use: it"
      },
      quoteCharacter = '\0')
  void verdictsAreTheSame(String folder, String first, String second)
      throws IOException, InterruptedException {
    String name = folder.equals("good") ? "pay-bills" : folder;
    String text = "---\n" + (first + "\n" + second).replace("\\n", "\n") + "\n---\n\n# X\n";

    assertThat(theirs(name, text)).as(text).isEqualTo(ours(name, text));
  }

  @ParameterizedTest
  @CsvSource({"1024, true", "1025, false"})
  void lengthsAreTheSame(int length, boolean valid) throws IOException, InterruptedException {
    String text = "---\nname: pay\ndescription: " + "x".repeat(length) + "\n---\n\n# X\n";

    assertThat(ours("pay", text)).isEqualTo(valid);
    assertThat(theirs("pay", text)).isEqualTo(valid);
  }

  private static boolean ours(String folder, String text) {
    return SkillCheck.problems(folder, Skill.of(Map.of(Skill.MAIN_FILE, text))).isEmpty();
  }

  private boolean theirs(String folder, String text) throws IOException, InterruptedException {
    Path skill = Files.createDirectories(directory.resolve(folder));
    Files.writeString(skill.resolve("SKILL.md"), text);
    return run("node", CLI.toString(), "validate", skill.toString()) == 0;
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return run(program, "--version") == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return abort("skipped: " + command[0] + " takes too long");
    }
    return process.exitValue();
  }
}
