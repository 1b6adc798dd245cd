package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  private static final String GOOD =
      """
      ---
      name: %s
      description: Pays bills. Use it when somebody wants to pay.
      ---

      # Pay
      """;

  @TempDir private Path directory;

  @Test
  void goodSkillPasses() throws IOException {
    Path skill = skill("pay", GOOD.formatted("pay"));

    assertThat(validate(skill)).isEqualTo(new Answer(0, "1 skills, 0 errors, 0 warnings\n", ""));
  }

  @Test
  void errorsNameFileAndLine() throws IOException {
    Path skill = skill("pay", GOOD.formatted("other") + "[x](references/no.md)\n");

    Answer answer = validate(skill);

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out())
        .isEqualTo(
            """
            %1$s/SKILL.md:2: error: The name "other" in SKILL.md differs from the folder's name "pay".
            %1$s/SKILL.md:7: error: SKILL.md links to references/no.md, which does not exist.
            1 skills, 2 errors, 0 warnings
            """
                .formatted(skill));
  }

  @Test
  void folderOfSkillsIsCheckedWhole() throws IOException {
    skill("one", GOOD.formatted("one"));
    skill("two", GOOD.formatted("two"));

    assertThat(validate(directory).out())
        .contains("two/SKILL.md: warning: The body of SKILL.md is that of ")
        .endsWith("2 skills, 0 errors, 1 warnings\n");
  }

  @Test
  void secretIsFoundButNotShown() throws IOException {
    String token = "ghp_" + "a1B2c3D4e5F6".repeat(3);
    Path skill = skill("pay", GOOD.formatted("pay") + "Use " + token + " here.\n");

    Answer answer = validate(skill);

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out())
        .contains("SKILL.md:7: error: The line holds what looks like a secret: github-token.")
        .doesNotContain(token);
  }

  @Test
  void permissionsFitTheFiles() throws IOException {
    Path skill = skill("pay", GOOD.formatted("pay"));
    Path script = Files.createDirectories(skill.resolve("scripts")).resolve("a.sh");
    Files.writeString(script, "#!/bin/sh\n");
    assertThat(skill.resolve("SKILL.md").toFile().setExecutable(true)).isTrue();

    assertThat(validate(skill).out())
        .contains("SKILL.md is executable, but no script.")
        .contains("scripts/a.sh starts with \"#!\", but is not executable.")
        .endsWith("1 skills, 0 errors, 2 warnings\n");
  }

  @Test
  void linkThatLeadsOutIsAnError() throws IOException {
    Path skill = skill("pay", GOOD.formatted("pay"));
    Path outside = Files.writeString(directory.resolve("outside.md"), "x\n");
    Files.createDirectories(skill.resolve("assets"));
    Files.createSymbolicLink(skill.resolve("assets/out.md"), outside);

    assertThat(validate(skill).out())
        .contains("assets/out.md is a link that leads out of the skill's folder.");
  }

  @Test
  void wrongNameOfTheMainFileIsSaid() throws IOException {
    Path skill = Files.createDirectories(directory.resolve("pay"));
    Files.writeString(skill.resolve("skill.md"), GOOD.formatted("pay"));
    Path empty = Files.createDirectories(directory.resolve("empty"));

    assertThat(validate(skill).out()).contains("The file is named skill.md; it must be SKILL.md.");
    assertThat(validate(empty).out()).contains("error: SKILL.md is missing.");
    Path absent = directory.resolve("absent");
    assertThat(validate(absent))
        .isEqualTo(new Answer(2, "", "validate: no such folder: " + absent + "\n"));
  }

  @Test
  void sectionThatTheBaseHasIsMissed() throws IOException {
    Path base = skill("base/pay", GOOD.formatted("pay") + "\n## Limits\n");
    Path skill = skill("pay", GOOD.formatted("pay"));

    assertThat(Answer.to("validate", "--base", base.toString(), skill.toString()).out())
        .contains("SKILL.md lost the section \"Pay > Limits\" of its base.");
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    Path skill = skill("pay", GOOD.formatted("other"));

    assertThat(Answer.to("validate", "--json", skill.toString()).out())
        .isEqualTo(
            ("{\"skills\":[{\"path\":\"%s\",\"valid\":false,\"findings\":[{\"severity\":\"error\","
                    + "\"file\":\"SKILL.md\",\"line\":2,\"message\":\"The name \\\"other\\\" in"
                    + " SKILL.md differs from the folder's name \\\"pay\\\".\"}]}]}\n")
                .formatted(skill));
  }

  private Path skill(String path, String text) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(path));
    Files.writeString(folder.resolve("SKILL.md"), text);
    return folder;
  }

  private static Answer validate(Path folder) {
    return Answer.to("validate", folder.toString());
  }
}
