package dev.trace2skill.adapter.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Skill;
import dev.trace2skill.spi.SkillFormat;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSkillFormatTest {

  private final SkillFormat format = new AgentSkillFormat();

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(SkillFormat.class))
        .extracting(SkillFormat::format)
        .contains("agent-skill");
  }

  @Test
  void draftIsAMinimalSkill() {
    assertThat(format.draft("pay-bills", "Pays bills.").file("SKILL.md"))
        .contains(
            """
            ---
            name: pay-bills
            description: Pays bills.
            ---

            # Pay bills

            Use this skill when a task fits its description: Pays bills.

            ## How to use this skill

            Read this file before the first step. Follow every rule below that fits the task, and open
            the files it names only when a rule asks for them.
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pays: now, or later # not a comment",
        "- \"quoted\" 'twice' {x} [y]",
        "true",
        "1.0",
        "two\nlines\n---\nand more",
        "@risky & *alias",
        "\u00fc\u4e2d\ud83d\ude00"
      })
  void draftPassesTheCheckWhateverTheDescription(String description) {
    Skill draft = format.draft("a1", description);

    assertThat(format.check("a1", draft)).isEmpty();
    assertThat(format.check("b", draft)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "null", "123", "1e3", "0x1f", "yes", "no", "on", "2001-01-01"})
  void draftPassesTheCheckForNamesThatLookLikeValues(String name) {
    assertThat(format.check(name, format.draft(name, "x"))).isEmpty();
  }

  @Test
  void draftNeedsAGoodNameAndDescription() {
    assertThatThrownBy(() -> format.draft("Pay Bills", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The name \"Pay Bills\" in SKILL.md may have only");
    assertThatThrownBy(() -> format.draft("pay", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The description in SKILL.md is no text or a blank one.");
  }
}
