package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import dev.trace2skill.testing.SkillsRef;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our verdict beside that of another validator, where node and npm are there to run it. */
class SkillsRefTest {

  @TempDir private Path directory;

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
  void verdictsAreTheSame(String folder, String first, String second) {
    String name = folder.equals("good") ? "pay-bills" : folder;
    String text = "---\n" + (first + "\n" + second).replace("\\n", "\n") + "\n---\n\n# X\n";

    assertThat(theirs(name, text)).as(text).isEqualTo(ours(name, text));
  }

  @ParameterizedTest
  @CsvSource({"1024, true", "1025, false"})
  void lengthsAreTheSame(int length, boolean valid) {
    String text = "---\nname: pay\ndescription: " + "x".repeat(length) + "\n---\n\n# X\n";

    assertThat(ours("pay", text)).isEqualTo(valid);
    assertThat(theirs("pay", text)).isEqualTo(valid);
  }

  private static boolean ours(String folder, String text) {
    return SkillCheck.problems(folder, Skill.of(Map.of(Skill.MAIN_FILE, text))).isEmpty();
  }

  private boolean theirs(String folder, String text) {
    return SkillsRef.accepts(directory, folder, Skill.of(Map.of(Skill.MAIN_FILE, text)));
  }
}
