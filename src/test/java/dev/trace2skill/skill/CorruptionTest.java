package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The damage that careless editing of Markdown has been seen to do, one case each. */
class CorruptionTest {

  private static final String FENCED =
      """
      # Top

      ```python
      # load it
      x = 1
      ```

      ## A

      a

      ## B

      b
      """;

  @Test
  void commentInCodeIsNoSection() {
    assertRejected(Edit.deleteSection("SKILL.md", "# load it"));
    assertRejected(Edit.addSection("SKILL.md", "load it", "## New\n\nx"));
    assertThat(edit(FENCED, Edit.append("SKILL.md", "# load it", "x")))
        .isEqualTo(FENCED + "\n## load it\n\nx\n");
  }

  @Test
  void addedSectionNeverSplitsACodeBlock() {
    String after = edit(FENCED, Edit.addSection("SKILL.md", "A", "## New\n\nx"));

    assertThat(after).isEqualTo(FENCED.replace("a\n\n## B", "a\n\n## New\n\nx\n\n## B"));
    assertThat(after).contains("```python\n# load it\nx = 1\n```\n");
  }

  @Test
  void emptyTargetDeletesNothing() {
    assertRejected(new Edit(Edit.Op.DELETE_SECTION, "SKILL.md", "", "", ""));
    assertRejected(new Edit(Edit.Op.DELETE_SECTION, "SKILL.md", " ", "", ""));
  }

  @Test
  void blankAnchorGluesNothingToAHeading() {
    assertRejected(new Edit(Edit.Op.INSERT_BEFORE, "SKILL.md", "B", " ", "NEW"));
    assertRejected(new Edit(Edit.Op.REPLACE, "SKILL.md", "B", "\n", "NEW"));
  }

  @Test
  void noTextIsGluedToAHeading() {
    String glued = edit("# A\n\ntext\n## B", Edit.insertAfter("SKILL.md", "text", "new"));

    assertThat(glued).isEqualTo("# A\n\ntext\nnew\n\n## B");
    assertRejected(Edit.replace("SKILL.md", "a\n\n## B", "a ## B\n"), "a\n\n## B");
  }

  @Test
  void sectionWithoutATitleIsNotMade() {
    assertRejected(Edit.addSection("SKILL.md", "A", "## \n\nx"));
    assertRejected(Edit.addSection("SKILL.md", "A", "x"));
  }

  @Test
  void appendedBulletsStayOneList() {
    assertThat(edit("## A\n\n- a\n", Edit.append("SKILL.md", "A", "- b")))
        .isEqualTo("## A\n\n- a\n- b\n");
  }

  @Test
  void lastLineWithoutAnEndIsNotMerged() {
    assertThat(edit("## A\n\n- a", Edit.append("SKILL.md", "A", "- b")))
        .isEqualTo("## A\n\n- a\n- b");
    assertThat(edit("## A\r\n\r\na", Edit.addSection("SKILL.md", "A", "## B\n\nb")))
        .isEqualTo("## A\r\n\r\na\r\n\r\n## B\r\n\r\nb");
  }

  @Test
  void fenceIsNeverLeftOpen() {
    assertRejected(Edit.append("SKILL.md", "A", "```\nx"));
    assertRejected(Edit.addSection("SKILL.md", "A", "## N\n\n```sh\nx"));
    assertRejected(Edit.replace("SKILL.md", "x = 1\n```\n", "x = 2\n"));
  }

  @Test
  void nameIsNeverChanged() {
    Skill skill = skill("---\nname: a\ndescription: b\n---\n\n# A\n");

    for (Edit edit :
        List.of(
            Edit.replace("SKILL.md", "name: a", "name: c"),
            Edit.replace("SKILL.md", "description: b", "description: b\nname: c"),
            Edit.insertAfter("SKILL.md", "name: a", "license: MIT"))) {
      assertThat(EditApplier.rejection(skill, edit)).isPresent();
    }
    Edit sly = Edit.setDescription("b\"\nname: c");
    assertThat(EditApplier.apply(skill, List.of(sly)).skill().file("SKILL.md"))
        .contains("---\nname: a\ndescription: \"b\\\" name: c\"\n---\n\n# A\n");
  }

  @Test
  void noLinkDanglesAndNoFileIsOverwritten() {
    Skill skill = skill("# A\n\n- [r](references/r.md)\n").with("references/r.md", "r\n");

    assertThat(EditApplier.rejection(skill, Edit.deleteFile("references/r.md"))).isPresent();
    assertThat(EditApplier.rejection(skill, Edit.createFile("references/r.md", "x"))).isPresent();
    assertThat(EditApplier.rejection(skill, Edit.deleteFile("SKILL.md"))).isPresent();
    assertThat(EditApplier.rejection(skill, Edit.append("references/x.md", "A", "x"))).isPresent();
  }

  private static void assertRejected(Edit edit) {
    EditApplier.Result result = EditApplier.apply(skill(FENCED), List.of(edit));
    assertThat(result.rejections()).hasSize(1);
    assertThat(result.skill()).isEqualTo(skill(FENCED));
  }

  private static void assertRejected(Edit edit, String stays) {
    assertRejected(edit);
    assertThat(FENCED).contains(stays);
  }

  private static String edit(String text, Edit edit) {
    EditApplier.Result result = EditApplier.apply(skill(text), List.of(edit));
    assertThat(result.rejections()).isEmpty();
    return result.skill().file("SKILL.md").orElseThrow();
  }

  private static Skill skill(String text) {
    return Skill.of(Map.of("SKILL.md", text));
  }
}
