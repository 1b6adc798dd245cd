package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkillReviewTest {

  private static final String GOOD =
      """
      ---
      name: pay
      description: "Pays bills. Use it when somebody wants to pay."
      ---

      # Pay

      See [limits](references/limits.md).
      """;

  private static final Skill SKILL =
      Skill.of(Map.of("SKILL.md", GOOD, "references/limits.md", "# Limits\n\n100\n"));

  @Test
  void goodSkillIsLeftInPeace() {
    assertThat(findings(SKILL)).isEmpty();
  }

  @Test
  void findingsNameTheirLines() {
    assertThat(findings(main("license: 1\nmetadata:\n  run: 7\nname: pay\norigin: x\n")))
        .containsExactly(
            Finding.error(
                "SKILL.md",
                6,
                "The front matter of SKILL.md has the key \"origin\"; allowed are allowed-tools,"
                    + " compatibility, description, license, metadata, name."),
            Finding.error("SKILL.md", 2, "The license in SKILL.md is no text or a blank one."),
            Finding.error("SKILL.md", 4, "The metadata \"run\" in SKILL.md is no text; quote it."));
    assertThat(findings(SKILL.with("SKILL.md", GOOD + "\n[a](references/none.md)\n")))
        .containsExactly(
            Finding.error(
                "SKILL.md", 10, "SKILL.md links to references/none.md, which does not exist."));
  }

  @Test
  void descriptionSaysWhen() {
    Skill vague = SKILL.with("SKILL.md", GOOD.replace(" Use it when somebody wants to pay.", ""));

    assertThat(findings(vague))
        .containsExactly(
            Finding.warning(
                "SKILL.md", "The description in SKILL.md does not say when to use the skill."));
  }

  @Test
  void descriptionIsShort() {
    Skill wordy = SKILL.with("SKILL.md", GOOD.replace("Pays bills", "Pays all bills".repeat(60)));

    assertThat(findings(wordy))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING))
        .satisfies(f -> assertThat(f.message()).contains("tokens; about 100 are usual"));
  }

  @Test
  void longReferenceHasAListOfContents() {
    Skill longer = SKILL.with("references/limits.md", "# Limits\n" + "x\n".repeat(300));
    Skill listed =
        SKILL.with("references/limits.md", "# Limits\n## Contents\n" + "x\n".repeat(300));

    assertThat(findings(longer))
        .containsExactly(
            Finding.warning(
                "references/limits.md",
                "references/limits.md has 301 lines and no list of contents, which it should from"
                    + " 300."));
    assertThat(findings(listed)).isEmpty();
  }

  @Test
  void referencesDoNotLeadToReferences() {
    Skill chained =
        SKILL
            .with("SKILL.md", GOOD + "\n[b](references/b.md)\n")
            .with("references/b.md", "x\n\n[l](limits.md) [n](none.md) [w](https://example.com)\n");

    assertThat(findings(chained))
        .containsExactly(
            Finding.warning(
                "references/b.md",
                3,
                "references/b.md links to limits.md; references should be one level deep from"
                    + " SKILL.md."),
            Finding.warning(
                "references/b.md", 3, "references/b.md links to none.md, which does not exist."));
  }

  @Test
  void lostSectionIsFound() {
    Skill shorter = SKILL.with("references/limits.md", "100\n");

    assertThat(SkillReview.lostSections(SKILL, shorter))
        .containsExactly(
            Finding.error(
                "references/limits.md",
                "references/limits.md lost the section \"Limits\" of its base."));
    assertThat(SkillReview.lostSections(SKILL, SKILL)).isEmpty();
  }

  private static Skill main(String fields) {
    String description = "description: \"Pays. Use it when it is due.\"\n";
    return SKILL.with(
        "SKILL.md", "---\n" + fields + description + "---\n[l](references/limits.md)\n");
  }

  private static List<Finding> findings(Skill skill) {
    return SkillReview.findings("pay", skill, path -> false);
  }
}
