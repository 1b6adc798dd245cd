package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections that are added, descriptions that are set, files that come and go with their links. */
class EditOperationsTest {

  private static final String BASE =
      """
      ---
      name: sheets
      description: Reads sheets.
      ---

      # Sheets

      ## Reading

      Use openpyxl.

      ### Dates

      - Store serials.

      ## Writing

      - Save once.
      """;

  @Test
  void sectionIsAddedBehindTheOneItNames() {
    assertThat(edit(BASE, Edit.addSection("SKILL.md", "Reading", "## Checks\n\n- Look twice.")))
        .isEqualTo(
            BASE.replace("- Store serials.\n", "- Store serials.\n\n## Checks\n\n- Look twice.\n"));
  }

  @Test
  void deeperSectionIsAddedAtTheEndOfTheOneItBelongsTo() {
    assertThat(edit(BASE, Edit.addSection("SKILL.md", "Reading", "### Names\nTrim them.")))
        .isEqualTo(
            BASE.replace("- Store serials.\n", "- Store serials.\n\n### Names\nTrim them.\n"));
  }

  @Test
  void sectionWithoutAPlaceIsAddedAtTheEnd() {
    assertThat(edit(BASE, Edit.addSection("SKILL.md", "", "## Checks\n\nLook.")))
        .isEqualTo(BASE + "\n## Checks\n\nLook.\n");
    assertThat(edit("# A\r\nx", Edit.addSection("SKILL.md", "", "## B\n\ny\n")))
        .isEqualTo("# A\r\nx\r\n\r\n## B\r\n\r\ny");
    assertThat(edit("", Edit.addSection("SKILL.md", "", "# B"))).isEqualTo("# B\n");
  }

  @Test
  void sectionThatWouldTakeOthersUnderItsHeadingIsRejected() {
    assertRejected(
        Edit.addSection("SKILL.md", "Dates", "## Checks\nx"),
        "section \"Checks\" is of level 2; after \"Dates\" it can be of level 3 or 4");
    assertRejected(
        Edit.addSection("SKILL.md", "", "### Checks\nx"),
        "section \"Checks\" is of level 3; at the end of SKILL.md it can be of level 1 or 2");
    assertRejected(
        Edit.addSection("SKILL.md", "Writing", "## Checks\nx\n\n## More\n"),
        "heading \"More\" in the text would end section \"Checks\"");
  }

  @Test
  void sectionBeginsWithItsHeadingAndIsNew() {
    String none = "ADD_SECTION on SKILL.md does not begin with a heading";
    assertRejected(Edit.addSection("SKILL.md", "Reading", "Words."), none);
    assertRejected(Edit.addSection("SKILL.md", "Reading", "Words.\n\n## Checks"), none);
    assertRejected(Edit.addSection("SKILL.md", "Reading", "##\n\nWords."), none);
    assertRejected(Edit.addSection("SKILL.md", "Reading", "```\n# x\n```"), none);
    assertRejected(
        Edit.addSection("SKILL.md", "Reading", "## writing\n\nx"),
        "section \"Sheets > Writing\" exists already on line 16 of SKILL.md");
    assertRejected(
        Edit.addSection("SKILL.md", "Nowhere", "## Checks\nx"), "no section \"Nowhere\"");
  }

  @Test
  void sectionsOfOneTitleMayStandInDifferentOnes() {
    assertThat(edit(BASE, Edit.addSection("SKILL.md", "Writing", "### Dates\n\nISO.")))
        .isEqualTo(BASE + "\n### Dates\n\nISO.\n");
  }

  @Test
  void deletedTextTakesItsLineAlong() {
    assertThat(edit(BASE, Edit.deleteText("SKILL.md", "- Store serials.\n")))
        .isEqualTo(BASE.replace("- Store serials.\n", ""));
    assertThat(edit(BASE, Edit.deleteText("SKILL.md", " once"))).contains("- Save.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "description: Reads sheets.",
        "description: 'Reads: \"sheets\"'",
        "description:   \"Reads # sheets\"",
        "\"description\": x",
        "description: Reads\n  sheets\n\n  of all sorts",
        "description: >-\n  Reads\n\n  sheets: all",
        "description: |\n  # Reads\n  sheets",
        "description:\n  Reads sheets"
      })
  void descriptionIsQuotedAndNothingElseChanges(String old) {
    for (String ending : List.of("\n", "\r\n")) {
      String head = "---\n# first\nname:   sheets\n";
      String rest = "\n# last\nmetadata:\n  version: '1'\n---\n\n# Sheets";
      String base = (head + old + rest).replace("\n", ending);

      String after = edit(base, Edit.setDescription("Reads \"all\":\n # it \\ can\u2028 \u00e4"));

      String line = "description: \"Reads \\\"all\\\": # it \\\\ can \u00e4\"";
      assertThat(after).isEqualTo((head + line + rest).replace("\n", ending));
    }
  }

  @Test
  void commentBehindADescriptionStays() {
    assertThat(edit("---\ndescription: a#b # why\n---\n", Edit.setDescription("c")))
        .isEqualTo("---\ndescription: \"c\" # why\n---\n");
    assertThat(edit("---\ndescription: \"a # b\"\n---\n", Edit.setDescription("c")))
        .isEqualTo("---\ndescription: \"c\"\n---\n");
  }

  @Test
  void missingDescriptionIsAdded() {
    assertThat(edit("---\nname: x\n---\n", Edit.setDescription("c")))
        .isEqualTo("---\nname: x\ndescription: \"c\"\n---\n");
  }

  @Test
  void descriptionThatTheSpecificationForbidsIsRejected() {
    assertRejected(Edit.setDescription(" \n"), "the description is blank");
    assertRejected(Edit.setDescription("Use <b>"), "the description contains an angle bracket");
    assertRejected(
        Edit.setDescription("\ud83d\ude00".repeat(1025)),
        "the description has 1025 characters; 1024 are allowed");
    assertThat(EditApplier.rejection(skill("# A\n"), Edit.setDescription("x")))
        .contains("SKILL.md has no front matter with a description");
  }

  @Test
  void fileComesWithItsLinkOrNotAtAll() {
    String link = "- See [dates](references/dates.md).";
    Edit edit = Edit.createLinkedFile("references/dates.md", "# Dates\n", "Writing", link);

    EditApplier.Result result = EditApplier.apply(skill(BASE), List.of(edit));

    assertThat(result.skill())
        .isEqualTo(skill(BASE + link + "\n").with("references/dates.md", "# Dates\n"));
    Edit noPlace = Edit.createLinkedFile("references/dates.md", "x", "", link);
    assertRejected(noPlace, "the link to references/dates.md has no section to stand in");
    Edit wrong = Edit.createLinkedFile("references/x.md", "x", "Writing", link);
    assertRejected(wrong, "is no link to references/x.md");
    Edit escaping = Edit.createLinkedFile("references/dates.md", "x", "Writing", "# A\n" + link);
    assertRejected(escaping, "heading \"A\" in the text would end section \"Writing\"");
    Edit misplaced = new Edit(Edit.Op.APPEND, "SKILL.md", "Writing", "", "x", link);
    assertRejected(misplaced, "APPEND carries a link");
  }

  @Test
  void fileGoesWithItsLinkOrNotAtAll() {
    String link = "- See [dates](references/dates.md).";
    Skill linked = skill(BASE + link + "\n").with("references/dates.md", "# Dates\n");

    assertThat(apply(linked, Edit.deleteLinkedFile("references/dates.md", link)).skill())
        .isEqualTo(skill(BASE));
    assertThat(EditApplier.rejection(linked, Edit.deleteFile("references/dates.md")))
        .contains("SKILL.md still links to references/dates.md");
    Skill twice = linked.with("SKILL.md", "[x](references/dates.md)\n" + BASE + link);
    assertThat(apply(twice, Edit.deleteLinkedFile("references/dates.md", link)).skill())
        .isEqualTo(twice);
  }

  @Test
  void bothFilesOfALinkedOneAreLedBackToTheEdit() {
    Edit edit =
        Edit.createLinkedFile("references/d.md", "x\n", "Writing", "- [d](references/d.md)");

    EditApplier.Tracked tracked =
        EditApplier.applyTracked(skill(BASE), List.of(new KeyedEdit("k", edit)));

    assertThat(tracked.lines().get("references/d.md")).containsExactly(new LineOrigin("x", "k"));
    assertThat(tracked.lines().get("SKILL.md"))
        .filteredOn(line -> line.key() != null)
        .containsExactly(new LineOrigin("- [d](references/d.md)", "k"));
  }

  @Test
  void linkIsInTheWayOfWhatChangesItsPlace() {
    Edit create =
        Edit.createLinkedFile("references/d.md", "x\n", "Writing", "- [d](references/d.md)");
    Edit other =
        Edit.createLinkedFile("references/e.md", "y\n", "Writing", "- [e](references/e.md)");

    assertThat(touch(create, Edit.deleteSection("SKILL.md", "Writing"))).isTrue();
    assertThat(touch(create, Edit.createFile("references/d.md", "z"))).isTrue();
    assertThat(touch(create, other)).isFalse();
    assertThat(touch(create, Edit.replace("SKILL.md", "Save once", "Save twice"))).isFalse();
  }

  @Test
  void addedSectionIsInTheWayOfTheLossOfItsPlace() {
    Edit added = Edit.addSection("SKILL.md", "Writing", "## Checks\n\nLook.");

    assertThat(touch(added, Edit.deleteSection("SKILL.md", "Writing"))).isTrue();
    assertThat(touch(added, Edit.deleteSection("SKILL.md", "Reading"))).isFalse();
    assertThat(touch(added, Edit.append("SKILL.md", "Writing", "- x"))).isFalse();
    assertThat(touch(Edit.setDescription("a"), Edit.setDescription("b"))).isTrue();
    assertThat(touch(Edit.setDescription("a"), added)).isFalse();
  }

  private static boolean touch(Edit a, Edit b) {
    assertThat(EditSpan.touch(skill(BASE), b, a)).isEqualTo(EditSpan.touch(skill(BASE), a, b));
    return EditSpan.touch(skill(BASE), a, b);
  }

  private static void assertRejected(Edit edit, String reason) {
    EditApplier.Result result = apply(skill(BASE), edit);
    assertThat(result.rejections())
        .singleElement()
        .extracting("reason")
        .asString()
        .contains(reason);
    assertThat(result.skill()).isEqualTo(skill(BASE));
  }

  private static String edit(String text, Edit edit) {
    EditApplier.Result result = apply(skill(text), edit);
    assertThat(result.rejections()).isEmpty();
    return result.skill().file("SKILL.md").orElseThrow();
  }

  private static EditApplier.Result apply(Skill skill, Edit edit) {
    return EditApplier.apply(skill, List.of(edit));
  }

  private static Skill skill(String text) {
    return Skill.of(Map.of("SKILL.md", text));
  }
}
