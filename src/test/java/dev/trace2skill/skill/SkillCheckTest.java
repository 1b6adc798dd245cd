package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkillCheckTest {

  private static final String GOOD =
      """
      ---
      name: pay-bills
      description: "Pays bills: use it when somebody wants to pay."
      license: MIT
      compatibility: Needs a network.
      metadata:
        version: "1"
      allowed-tools: Read Bash
      ---

      # Pay bills

      See [limits](references/limits.md#top), [the docs](https://example.com/x) and [this](#pay-bills).
      """;

  @Test
  void goodSkillHasNoProblems() {
    assertThat(problems(GOOD)).isEmpty();
    assertThat(problems(GOOD.replace("\n", "\r\n"))).isEmpty();
  }

  @Test
  void frontMatterStartsAtTheFirstByte() {
    String missing = "SKILL.md does not start with front matter between two lines of \"---\".";
    assertThat(problems("\n" + GOOD)).contains(missing);
    assertThat(problems("# Pay\n")).contains(missing);
    assertThat(problems("---\nname: pay-bills\n")).contains(missing);
    assertThat(problems("\uFEFF" + GOOD))
        .containsExactly("SKILL.md starts with a byte order mark.");
    assertThat(SkillCheck.problems("x", Skill.of(Map.of())))
        .containsExactly("SKILL.md is missing.");
  }

  @Test
  void frontMatterIsAPlainMapping() {
    assertProblem("license: MIT", "license: MIT\nlicense: MIT", "Duplicate field 'license'");
    assertProblem(
        "license: MIT",
        "license: &a MIT",
        "SKILL.md: front matter uses an anchor of YAML on its line 3");
    assertProblem("  version: \"1\"", "  {a: b}", "uses flow style of YAML on its line 6");
    assertProblem("license: MIT", "license: !!str 1", "uses a tag of YAML on its line 3");
    assertProblem("metadata:", "metadata: &m", "uses an anchor of YAML");
    assertProblem("license: MIT", "license: [", "SKILL.md: front matter is no valid YAML");
    assertThat(problems("---\n- a\n---\n")).contains("SKILL.md: front matter is no mapping.");
    assertThat(problems("---\n---\n")).contains("SKILL.md: front matter is no mapping.");
  }

  @Test
  void onlySixKeysAreAllowed() {
    assertProblem(
        "license: MIT",
        "version: 1",
        "has the key \"version\"; allowed are allowed-tools, compatibility, description, license,"
            + " metadata, name.");
  }

  @Test
  void nameFollowsTheRules() {
    String rule = "may have only a-z, 0-9 and single hyphens between them.";
    for (String bad : List.of("Pay", "-pay", "pay-", "pay--bills", "pay_bills", "z\u00e4hle")) {
      assertProblem("pay-bills\nd", bad + "\nd", "The name \"" + bad + "\" in SKILL.md " + rule);
    }
    assertProblem("pay-bills\nd", "pay\nd", "differs from the folder's name \"pay-bills\"");
    assertProblem("pay-bills\nd", "a".repeat(65) + "\nd", "The name in SKILL.md has 65 characters");
    assertProblem("pay-bills\nd", "12\nd", "The name in SKILL.md is no text");
    assertProblem("name: pay-bills\n", "", "The front matter of SKILL.md has no name.");
  }

  @Test
  void descriptionFollowsTheRules() {
    assertProblem("Pays bills", "<b>", "The description in SKILL.md contains an angle bracket.");
    assertProblem("Pays bills", "x".repeat(1000), "; 1024 are allowed.");
    assertProblem("\"Pays bills: use it when somebody wants to pay.\"", "\" \"", "a blank one");
    assertThat(problems(GOOD.replace("Pays bills", "\ud83d\ude00".repeat(980)))).isEmpty();
  }

  @Test
  void optionalKeysAreTexts() {
    assertProblem("Needs a network.", "x".repeat(501), "The compatibility in SKILL.md has 501");
    assertProblem(
        "version: \"1\"", "version: 1.0", "The metadata \"version\" in SKILL.md is no text");
    assertProblem(
        "metadata:\n  version: \"1\"", "metadata: x", "The metadata in SKILL.md is no map");
    assertProblem("allowed-tools: Read Bash", "allowed-tools:\n- Read", "The allowed-tools in");
  }

  @Test
  void bodyIsShort() {
    assertThat(problems(GOOD + "x\n".repeat(495))).isEmpty();
    assertThat(problems(GOOD + "x\n".repeat(496)))
        .containsExactly("The body of SKILL.md has 500 lines; fewer than 500 are allowed.");
    assertThat(problems(GOOD + "x".repeat(20000)))
        .singleElement()
        .asString()
        .contains("tokens, counted as characters / 4; fewer than 5000 are allowed.");
  }

  @Test
  void linksLeadSomewhere() {
    assertProblem("limits.md", "none.md", "links to references/none.md, which does not exist.");
    assertProblem("(references", "(../references", "which is outside the skill's folder.");
    assertThat(problems(GOOD + "[a](assets/logo.png) [b](LICENSE.txt) [c](references/)\n"))
        .isEmpty();
    assertThat(SkillCheck.problems("pay-bills", skill(GOOD + "[a](b.png)\n"), path -> false))
        .containsExactly("SKILL.md links to b.png, which does not exist.");
    assertThat(problems(GOOD + "```\n[a](references/none.md)\n```\n")).isEmpty();
  }

  @Test
  void referencesAreMentioned() {
    Skill skill = skill(GOOD).with("references/my notes.md", "x");

    assertThat(SkillCheck.problems("pay-bills", skill))
        .containsExactly(
            "SKILL.md does not mention references/my notes.md, so no agent will read it.");
    assertThat(
            SkillCheck.problems(
                "pay-bills", skill.with("SKILL.md", GOOD + "[n](references/my%20notes.md)")))
        .isEmpty();
  }

  @Test
  void scriptsNameNoPlaceOfOneMachine() {
    Skill skill =
        skill(GOOD)
            .with("scripts/a.sh", "#!/usr/bin/env bash\ncat < /dev/null\ncd /home/me/x\n")
            .with("scripts/b.py", "p = 'C:\\\\Users\\\\me'\nprint(\"x:\\n\")\n")
            .with("scripts/c.py", "u = 'https://example.com/home/me'\n");

    assertThat(SkillCheck.problems("pay-bills", skill))
        .containsExactly(
            "scripts/a.sh names the absolute path /home/me/x on line 3.",
            "scripts/b.py names the absolute path C:\\\\Users\\\\me on line 1.");
  }

  private static void assertProblem(String good, String bad, String problem) {
    assertThat(GOOD).contains(good);
    assertThat(problems(GOOD.replace(good, bad)))
        .as(bad)
        .anySatisfy(p -> assertThat(p).contains(problem));
  }

  private static List<String> problems(String main) {
    return SkillCheck.problems("pay-bills", skill(main));
  }

  private static Skill skill(String main) {
    return Skill.of(Map.of("SKILL.md", main, "references/limits.md", "# Limits\n"));
  }
}
