package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditApplierTest {

  private static final String BASE =
      """
      ---
      name: sheets
      description: Reads sheets.
      ---

      # Sheets

      ## Reading
      Use openpyxl.

      ```python
      # load the book
      book = load(path)
      ```

      ## Writing

      - Save once.

      ## Checks
      Look twice.
      """;

  @Test
  void appendGoesToTheEndOfItsSection() {
    assertEdited(
        Edit.append("SKILL.md", "Reading", "Check for hidden sheets."),
        "book = load(path)\n```\n",
        "book = load(path)\n```\n\nCheck for hidden sheets.\n");
  }

  @Test
  void appendedItemJoinsTheList() {
    assertEdited(
        Edit.append("SKILL.md", "## Writing", "\n- Keep a copy.\n\n"),
        "- Save once.\n",
        "- Save once.\n- Keep a copy.\n");
  }

  @Test
  void appendedItemOfAnotherKindStartsItsOwnList() {
    assertEdited(
        Edit.append("SKILL.md", "Writing", "1. Keep a copy."),
        "- Save once.\n",
        "- Save once.\n\n1. Keep a copy.\n");
  }

  @Test
  void appendToAMissingSectionCreatesItAtTheEnd() {
    assertEdited(
        Edit.append("SKILL.md", "Dates", "- Store serials."),
        "Look twice.\n",
        "Look twice.\n\n## Dates\n\n- Store serials.\n");
  }

  @Test
  void appendKeepsABlankLineBeforeTheNextHeading() {
    assertThat(edit("# A\ntext\n# B\n", Edit.append("SKILL.md", "A", "more")))
        .isEqualTo("# A\ntext\n\nmore\n\n# B\n");
    assertThat(edit("# A\n\n\n# B\n", Edit.append("SKILL.md", "A", "more")))
        .isEqualTo("# A\n\nmore\n\n\n# B\n");
  }

  @Test
  void lineEndingsAndAMissingLastOneStay() {
    assertThat(edit("# A\r\n\r\n- x", Edit.append("SKILL.md", "A", "- y\n- z\n")))
        .isEqualTo("# A\r\n\r\n- x\r\n- y\r\n- z");
    assertThat(edit("# A\r\nx\r\ny\r\n", Edit.replace("SKILL.md", "x\ny", "1\n2\n3")))
        .isEqualTo("# A\r\n1\r\n2\r\n3\r\n");
    assertThat(edit("# A\nx", Edit.insertAfter("SKILL.md", "x", "y"))).isEqualTo("# A\nx\ny");
    assertThat(edit("", Edit.append("SKILL.md", "A", "x"))).isEqualTo("## A\n\nx\n");
  }

  @Test
  void insertedTextStandsOnLinesOfItsOwn() {
    assertEdited(
        Edit.insertBefore("SKILL.md", "= load(", "check(path)"),
        "# load the book\n",
        "# load the book\ncheck(path)\n");
    assertEdited(
        Edit.insertAfter("SKILL.md", "openpyxl", "Open read-only."),
        "Use openpyxl.\n",
        "Use openpyxl.\nOpen read-only.\n");
  }

  @Test
  void insertionNextToAHeadingLeavesItAHeading() {
    assertThat(edit("text\n# A\n", Edit.insertBefore("SKILL.md", "# A", "new")))
        .isEqualTo("text\n\nnew\n\n# A\n");
    assertThat(edit("A\n===\ntext\n", Edit.insertAfter("SKILL.md", "A", "new")))
        .isEqualTo("A\n===\nnew\ntext\n");
    assertThat(edit("a\n\n---\n\nb\n", Edit.insertBefore("SKILL.md", "---", "new")))
        .isEqualTo("a\n\nnew\n\n---\n\nb\n");
  }

  @Test
  void replacingALineWithNothingRemovesTheLine() {
    assertThat(edit("- a\n- b\n- c\n", Edit.replace("SKILL.md", "- b", "")))
        .isEqualTo("- a\n- c\n");
    assertThat(edit("- a b\n", Edit.replace("SKILL.md", " b", ""))).isEqualTo("- a\n");
  }

  @Test
  void deletedSectionTakesItsSubsectionsAlong() {
    assertThat(edit("# A\n\n## B\nb\n### C\nc\n\n## D\n", Edit.deleteSection("SKILL.md", "B")))
        .isEqualTo("# A\n\n## D\n");
    assertThat(edit("# A\n\n## B\nb\n", Edit.deleteSection("SKILL.md", "B"))).isEqualTo("# A\n");
  }

  @Test
  void anchorMayBeConfinedToASection() {
    Edit edit = new Edit(Edit.Op.REPLACE, "SKILL.md", "B", "same", "other");

    assertThat(edit("# A\nsame\n# B\nsame\n", edit)).isEqualTo("# A\nsame\n# B\nother\n");
  }

  @Test
  void anchorMustOccurExactlyOnce() {
    assertRejected(Edit.replace("SKILL.md", "## ", "### "), "anchor occurs 3 times in SKILL.md");
    assertRejected(Edit.replace("SKILL.md", "pandas", "x"), "anchor occurs 0 times in SKILL.md");
    assertRejected(
        new Edit(Edit.Op.REPLACE, "SKILL.md", "Writing", "Look", "x"),
        "anchor occurs 0 times in section \"Writing\" of SKILL.md");
    assertRejected(Edit.insertAfter("SKILL.md", "\n", "x"), "anchor is blank");
  }

  @Test
  void titleThatOccursTwiceIsRejectedWithItsPlaces() {
    Skill skill = skill("# A\n## Notes\n## B\n## Notes\n");
    Edit edit = Edit.append("SKILL.md", "Notes", "x");

    assertThat(EditApplier.rejection(skill, edit))
        .contains("section \"Notes\" occurs 2 times in SKILL.md, on lines [2, 4]");
  }

  @Test
  void deletingWithoutATitleDeletesNothing() {
    assertRejected(new Edit(Edit.Op.DELETE_SECTION, "SKILL.md", "", "", ""), "no section \"\"");
  }

  @Test
  void noPlaceholderHeadingIsMade() {
    assertRejected(Edit.append("SKILL.md", "## ", "x"), "\"## \" is no title for a section");
    assertRejected(Edit.append("SKILL.md", "a\n# b", "x"), "is no title for a section");
  }

  @Test
  void textCannotEscapeFromItsSection() {
    assertRejected(Edit.append("SKILL.md", "Reading", "a\n\n# Top"), "would end section");
    assertRejected(Edit.append("SKILL.md", "Reading", "```\nx"), "leaves a code fence");
    assertRejected(Edit.append("SKILL.md", "Checks", "<!-- x"), "leaves a code fence");
    assertRejected(Edit.append("SKILL.md", "Checks", " \n"), "has no text");
  }

  @Test
  void nothingIsAddedInsideAFenceThatIsOpen() {
    Skill skill = skill("# A\n\n```\ncode\n");

    assertThat(EditApplier.rejection(skill, Edit.append("SKILL.md", "A", "x")))
        .contains("SKILL.md ends inside a code fence or an HTML block");
  }

  @Test
  void headingsOutsideTheChangeSurvive() {
    String made = "would make or unmake a heading";
    assertRejected(Edit.replace("SKILL.md", "Save once.\n\n", ""), made);
    assertRejected(Edit.replace("SKILL.md", "Look twice.", "Look\n===\n\n```"), "open");
    assertRejected(Edit.replace("SKILL.md", "Use openpyxl.\n\n```python", "Use it."), "open");
    assertRejected(Edit.insertAfter("SKILL.md", "book = load(path)", "```\n\n# A"), "open");
    assertRejected(Edit.insertBefore("SKILL.md", "- Save once.", "<!--\n"), "leaves a code fence");
    assertThat(EditApplier.rejection(skill("# A\n\n  # B\n"), Edit.append("SKILL.md", "A", "- x")))
        .as("the indented heading would become a part of the new item")
        .contains("would make or unmake a heading outside the changed text in SKILL.md");
    assertThat(edit(BASE, Edit.replace("SKILL.md", "## Checks", "## Tests")))
        .isEqualTo(BASE.replace("Checks", "Tests"));
  }

  @Test
  void onlyTheDescriptionOfTheFrontMatterMayChange() {
    String reason = "only the description may change in the front matter of SKILL.md";
    assertEdited(
        Edit.replace("SKILL.md", "Reads sheets.", "Reads and writes sheets."),
        "Reads sheets.",
        "Reads and writes sheets.");
    assertRejected(Edit.replace("SKILL.md", "name: sheets", "name: other"), reason);
    assertRejected(Edit.replace("SKILL.md", "description: Reads sheets.\n", ""), reason);
    assertRejected(Edit.insertAfter("SKILL.md", "name: sheets", "license: MIT"), reason);
    assertRejected(Edit.insertAfter("SKILL.md", "Reads sheets.", "name: b"), reason);
    assertRejected(Edit.replace("SKILL.md", "---\nname", "name"), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escaped.md",
        "/etc/passwd",
        "references/../../x.md",
        "references\\x.md",
        "C:\\x.md",
        "./SKILL.md",
        "references//x.md",
        "references/",
        "references",
        "references/.hidden",
        "references/a\nb.md",
        "recalc.py",
        "skill.md",
        "References/x.md"
      })
  void pathsOutsideTheSkillAreRejected(String path) {
    assertRejected(Edit.createFile(path, "x"), "is neither SKILL.md nor a plain path under");
    assertRejected(Edit.append(path, "A", "x"), "is neither SKILL.md nor a plain path under");
  }

  @Test
  void filesAreCreatedOnceAndDeletedIfTheyAreThere() {
    Skill skill = skill(BASE).with("references/a.md", "a\n").with("scripts/a.py", "# a\n");

    assertThat(EditApplier.apply(skill, List.of(Edit.createFile("references/b.md", "b"))).skill())
        .isEqualTo(skill.with("references/b.md", "b"));
    assertThat(EditApplier.apply(skill, List.of(Edit.deleteFile("references/a.md"))).skill())
        .isEqualTo(skill.without("references/a.md"));
    assertThat(EditApplier.rejection(skill, Edit.createFile("references/A.md", "")))
        .contains("references/a.md exists already");
    assertThat(EditApplier.rejection(skill, Edit.createFile("references/a.md/b", "")))
        .contains("references/a.md/b cannot stand beside references/a.md");
    assertThat(EditApplier.rejection(skill, Edit.deleteFile("references/c.md")))
        .contains("no such file: references/c.md");
    assertThat(EditApplier.rejection(skill, Edit.append("references/c.md", "A", "x")))
        .contains("no such file: references/c.md");
    assertThat(EditApplier.rejection(skill, Edit.deleteFile("SKILL.md")))
        .contains("a skill cannot be without its SKILL.md");
    assertThat(EditApplier.rejection(skill, Edit.append("scripts/a.py", "a", "x")))
        .contains("scripts/a.py is not Markdown and has no sections");
  }

  @Test
  void scriptsAreEditedAsTheyAre() {
    Skill skill = skill(BASE).with("scripts/a.py", "# one\nx = 1\n");
    Edit edit = Edit.insertBefore("scripts/a.py", "x = 1", "# two");

    assertThat(EditApplier.apply(skill, List.of(edit)).skill().file("scripts/a.py"))
        .contains("# one\n# two\nx = 1\n");
  }

  @Test
  void oneRejectionDoesNotStopTheOthers() {
    Edit bad = Edit.replace("SKILL.md", "nowhere", "x");
    Edit good = Edit.append("SKILL.md", "Checks", "Ask.");

    EditApplier.Result result = EditApplier.apply(skill(BASE), List.of(bad, good, bad));

    assertThat(result.skill()).isEqualTo(skill(BASE + "\nAsk.\n"));
    assertThat(result.rejections()).extracting(r -> r.edit()).containsExactly(bad, bad);
  }

  private static void assertEdited(Edit edit, String before, String after) {
    for (String newline : List.of("\n", "\r\n")) {
      assertThat(BASE).contains(before);
      assertThat(edit(BASE.replace("\n", newline), edit))
          .isEqualTo(BASE.replace(before, after).replace("\n", newline));
    }
  }

  private static void assertRejected(Edit edit, String reason) {
    EditApplier.Result result = EditApplier.apply(skill(BASE), List.of(edit));

    assertThat(result.skill()).isEqualTo(skill(BASE));
    assertThat(result.rejections())
        .singleElement()
        .extracting(r -> r.reason())
        .asString()
        .contains(reason);
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
