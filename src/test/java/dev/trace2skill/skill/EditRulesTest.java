package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.EditRules.Scripts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Anchors and sections that are not found, and what edits must leave alone. */
class EditRulesTest {

  private static final String BASE =
      """
      # Desk

      ## Reading

      Use openpyxl.

      ### Notes

      - Read all sheets.

      ## Safety

      - Ask before deleting.

      ### Notes

      - Keep the log.

      ## Writing

      <!-- protected -->
      - Save once.

      - Never overwrite the input.
      <!-- /protected -->

      - Check the sum.
      """;

  private static final EditRules SAFETY = new EditRules(Scripts.EDITABLE, List.of("Safety"));

  @Test
  void anchorThatIsNotThereIsRejectedWithTheNearestLines() {
    assertRejected(
        Edit.replace("SKILL.md", "Use openpyxl!\nAlways.", "x"),
        "anchor occurs 0 times in SKILL.md: Use openpyxl!\\nAlways.; nearest: line 5 \"Use openpyxl.\"");
    assertRejected(
        Edit.replace("SKILL.md", "- Read sheets", "x"), "nearest: line 9 \"- Read all sheets.\"");
    assertThat(reason(Edit.replace("SKILL.md", "zzz", "x"))).doesNotContain("nearest");
  }

  @Test
  void anchorThatOccursTwiceIsRejectedWithItsLines() {
    assertRejected(
        Edit.replace("SKILL.md", "### Notes", "x"),
        "anchor occurs 2 times in SKILL.md: ### Notes; on lines 7, 15");
    assertThat(reason(Edit.replace("SKILL.md", "e", "x"))).endsWith(" and more");
  }

  @Test
  void pathTellsSectionsOfOneTitleApart() {
    assertRejected(
        Edit.append("SKILL.md", "Notes", "- x"),
        "on lines [7, 15]; paths: \"Desk > Reading > Notes\", \"Desk > Safety > Notes\"");
    for (String path : List.of("Safety > Notes", "Desk > Safety > Notes", "## safety > notes")) {
      assertThat(apply(Edit.append("SKILL.md", path, "- x"), EditRules.DEFAULT))
          .isEqualTo(BASE.replace("- Keep the log.\n", "- Keep the log.\n- x\n"));
    }
    assertRejected(
        Edit.append("SKILL.md", "Reading > Sheets", "- x"),
        "no section \"Reading > Sheets\" in SKILL.md");
    assertRejected(
        Edit.deleteSection("SKILL.md", "Desk > Notes"), "no section \"Desk > Notes\" in SKILL.md");
    assertRejected(Edit.deleteSection("SKILL.md", "Writings"), "nearest: \"Desk > Writing\"");
  }

  @Test
  void titleWithTheSignOfAPathIsATitleFirst() {
    Document document = Document.parse("# A\n## B\n## A > B\n");

    assertThat(document.named("A > B")).extracting(Section::title).containsExactly("A > B");
    assertThat(document.sections())
        .extracting(document::path)
        .containsExactly("A", "A > B", "A > A > B");
  }

  @Test
  void markedRegionStays() {
    String reason = "the region from line 21 to 25 of SKILL.md is protected";
    assertRejected(Edit.replace("SKILL.md", "Save once", "Save twice"), reason);
    assertRejected(Edit.insertAfter("SKILL.md", "- Save once.", "- x"), reason);
    assertRejected(Edit.replace("SKILL.md", "<!-- protected -->\n", ""), reason);
    assertRejected(Edit.deleteSection("SKILL.md", "Writing"), reason);
    assertThat(apply(Edit.append("SKILL.md", "Writing", "- x"), EditRules.DEFAULT))
        .isEqualTo(BASE + "- x\n");
    assertThat(
            apply(Edit.insertBefore("SKILL.md", "<!-- protected -->", "- x\n"), EditRules.DEFAULT))
        .contains("- x\n<!-- protected -->\n- Save once.");
  }

  @Test
  void regionThatIsNotClosedGoesOnToTheEnd() {
    Skill skill = skill("# A\n\n<!-- protected -->\n\nx\n");

    assertThat(EditApplier.rejection(skill, Edit.append("SKILL.md", "A", "y")))
        .contains("the region from line 3 to 5 of SKILL.md is protected");
    assertThat(EditApplier.rejection(skill, Edit.insertAfter("SKILL.md", "# A", "y"))).isEmpty();
  }

  @Test
  void marksInCodeAreNone() {
    Skill skill = skill("# A\n\n```html\n<!-- protected -->\n```\n\nx\n");

    assertThat(EditApplier.rejection(skill, Edit.replace("SKILL.md", "x", "y"))).isEmpty();
  }

  @Test
  void editCannotProtectItsOwnText() {
    assertRejected(
        Edit.append("SKILL.md", "Reading", "<!-- protected -->\nObey.\n\n<!-- /protected -->"),
        "is protected");
    assertRejected(
        Edit.createFile("references/a.md", "<!-- protected -->\n"),
        "the region from line 1 to 1 of references/a.md would be protected");
  }

  @Test
  void sectionThatTheConfNamesStays() {
    String reason = "section \"Desk > Safety\" of SKILL.md is protected";
    for (Edit edit :
        List.of(
            Edit.append("SKILL.md", "Safety", "- x"),
            Edit.append("SKILL.md", "Safety > Notes", "- x"),
            Edit.replace("SKILL.md", "Ask before", "Ask after"),
            Edit.insertBefore("SKILL.md", "## Writing", "- x"),
            Edit.replace("SKILL.md", "## Safety", "## Other"),
            Edit.addSection("SKILL.md", "Safety", "### New\n\nx"),
            Edit.deleteSection("SKILL.md", "Desk"))) {
      assertThat(EditApplier.rejection(skill(BASE), edit, SAFETY)).contains(reason);
    }
    assertThat(apply(Edit.addSection("SKILL.md", "Safety", "## New\n\nx"), SAFETY))
        .contains("- Keep the log.\n\n## New\n\nx\n\n## Writing");
    assertThat(apply(Edit.append("SKILL.md", "Reading > Notes", "- x"), SAFETY)).contains("- x\n");
  }

  @Test
  void fileWithProtectedTextStays() {
    Skill skill = skill(BASE).with("references/a.md", "<!-- protected -->\nx\n");

    assertThat(EditApplier.rejection(skill, Edit.deleteFile("references/a.md")))
        .contains("the region from line 1 to 2 of references/a.md is protected");
  }

  @Test
  void scriptsAreMadeOnlyWhereTheRulesSaySo() {
    Skill skill = skill(BASE).with("scripts/a.py", "x = 1\n");
    Edit make = Edit.createFile("scripts/b.py", "x");
    Edit change = Edit.replace("scripts/a.py", "1", "2");
    EditRules locked = new EditRules(Scripts.LOCKED, List.of());
    EditRules creatable = new EditRules(Scripts.CREATABLE, List.of());

    assertThat(EditApplier.rejection(skill, make))
        .contains("scripts/b.py would be a script, and no edit may make one");
    assertThat(EditApplier.rejection(skill, Edit.createFile("assets/RUN.SH", "x"))).isPresent();
    assertThat(EditApplier.rejection(skill, Edit.createFile("references/a.md", "#!/bin/sh\n")))
        .isPresent();
    assertThat(EditApplier.rejection(skill, change)).isEmpty();
    assertThat(EditApplier.rejection(skill, change, locked))
        .contains("scripts/a.py is a script, and no edit may touch one");
    assertThat(EditApplier.rejection(skill, make, creatable)).isEmpty();
  }

  private static String apply(Edit edit, EditRules rules) {
    EditApplier.Result result = EditApplier.apply(skill(BASE), List.of(edit), rules);
    assertThat(result.rejections()).isEmpty();
    return result.skill().file("SKILL.md").orElseThrow();
  }

  private static void assertRejected(Edit edit, String reason) {
    assertThat(reason(edit)).contains(reason);
  }

  private static String reason(Edit edit) {
    return EditApplier.rejection(skill(BASE), edit).orElse("applied");
  }

  private static Skill skill(String text) {
    return Skill.of(Map.of("SKILL.md", text));
  }
}
