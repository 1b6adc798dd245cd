package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkillDiffTest {

  @Test
  void changedFilesAreShownWithTheirSurroundings() {
    Skill before = skill("a\nb\nc\nd\ne\nf\n").with("references/same.md", "x\n");

    assertThat(SkillDiff.of(before, before.with("SKILL.md", "a\nb\nc\nd\nE\nf\n")))
        .isEqualTo(
            """
            --- a/SKILL.md
            +++ b/SKILL.md
            @@ -2,5 +2,5 @@
             b
             c
             d
            -e
            +E
             f
            """);
    assertThat(SkillDiff.of(before, before)).isEmpty();
  }

  @Test
  void filesThatComeAndGoAreShownWhole() {
    assertThat(
            SkillDiff.of(
                skill("a\n").with("assets/x", "1\n"), skill("a\n").with("assets/y", "2\n")))
        .isEqualTo(
            """
            --- a/assets/x
            +++ /dev/null
            @@ -1,1 +0,0 @@
            -1
            --- /dev/null
            +++ b/assets/y
            @@ -0,0 +1,1 @@
            +2
            """);
  }

  @Test
  void lineEndingsCount() {
    assertThat(SkillDiff.of(skill("a\nb"), skill("a\nb\n")))
        .isEqualTo(
            """
            --- a/SKILL.md
            +++ b/SKILL.md
            @@ -1,2 +1,2 @@
             a
            -b
            \\ No newline at end of file
            +b
            """);
    assertThat(SkillDiff.of(skill("a\n"), skill("a\r\n"))).contains("-a\n+a\r\n");
  }

  private static Skill skill(String text) {
    return Skill.of(Map.of("SKILL.md", text));
  }
}
