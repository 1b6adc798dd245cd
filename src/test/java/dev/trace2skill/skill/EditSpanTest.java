package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditSpanTest {

  private static final Skill BASE =
      Skill.of(
          Map.of(
              "SKILL.md",
              """
              # Top

              ## One
              first
              second

              ## Two
              third
              """,
              "references/a.md",
              "a\nb\n"));

  @Test
  void editsAreLocatedOnTheBaseFile() {
    assertThat(locate(Edit.replace("SKILL.md", "first\nsec", "x"))).isEqualTo("4-5");
    assertThat(locate(Edit.insertBefore("SKILL.md", "second", "x"))).isEqualTo("5-4");
    assertThat(locate(Edit.insertAfter("SKILL.md", "second", "x"))).isEqualTo("6-5");
    assertThat(locate(Edit.append("SKILL.md", "One", "x"))).isEqualTo("6-5");
    assertThat(locate(Edit.append("SKILL.md", "New", "x"))).isEqualTo("9-8");
    assertThat(locate(Edit.deleteSection("SKILL.md", "One"))).isEqualTo("3-6");
    assertThat(locate(Edit.deleteFile("references/a.md"))).isEqualTo("1-2");
  }

  @Test
  void editsThatCreateOrDoNotApplyHaveNoPlace() {
    assertThat(locate(Edit.createFile("references/b.md", "x"))).isEqualTo("nowhere");
    assertThat(locate(Edit.replace("SKILL.md", "nowhere", "x"))).isEqualTo("nowhere");
    assertThat(locate(Edit.append("SKILL.md", "One", "# x"))).isEqualTo("nowhere");
    assertThat(locate(Edit.append("../x.md", "One", "x"))).isEqualTo("nowhere");
  }

  @Test
  void overlappingReplacementsConflict() {
    Edit both = Edit.replace("SKILL.md", "first\nsecond", "x");
    Edit one = Edit.replace("SKILL.md", "second", "y");

    assertConflict(true, both, one);
    assertConflict(false, one, Edit.replace("SKILL.md", "third", "y"));
    assertConflict(false, one, Edit.replace("references/a.md", "b", "y"));
    assertConflict(true, one, Edit.deleteSection("SKILL.md", "One"));
  }

  @Test
  void insertionConflictsOnlyInsideWhatIsReplaced() {
    Edit both = Edit.replace("SKILL.md", "first\nsecond", "x");

    assertConflict(true, both, Edit.insertAfter("SKILL.md", "first", "y"));
    assertConflict(false, both, Edit.insertBefore("SKILL.md", "first", "y"));
    assertConflict(false, both, Edit.append("SKILL.md", "One", "y"));
    assertConflict(
        false,
        Edit.insertAfter("SKILL.md", "first", "y"),
        Edit.insertBefore("SKILL.md", "second", "z"));
  }

  @Test
  void appendsNeverConflict() {
    Edit one = Edit.append("SKILL.md", "One", "x");

    assertConflict(false, one, Edit.append("SKILL.md", "One", "y"));
    assertConflict(false, one, Edit.append("SKILL.md", "Top", "y"));
    assertConflict(false, one, Edit.append("SKILL.md", "New", "y"));
  }

  @Test
  void editOfASectionConflictsWithTheLossOfItsHeading() {
    Edit deletion = Edit.deleteSection("SKILL.md", "Two");
    Edit renaming = Edit.replace("SKILL.md", "## Two", "## Second");

    assertConflict(true, deletion, Edit.append("SKILL.md", "Two", "x"));
    assertConflict(true, renaming, Edit.append("SKILL.md", "Two", "x"));
    assertConflict(true, deletion, Edit.append("SKILL.md", "Top", "x"));
    assertConflict(false, deletion, Edit.append("SKILL.md", "One", "x"));
    assertConflict(
        false, Edit.replace("SKILL.md", "third", "x"), Edit.append("SKILL.md", "Two", "x"));
  }

  @Test
  void wholeFilesConflict() {
    Edit deletion = Edit.deleteFile("references/a.md");

    assertConflict(true, deletion, Edit.replace("references/a.md", "a", "x"));
    assertConflict(false, deletion, Edit.deleteFile("references/a.md"));
    assertConflict(
        true, Edit.createFile("references/b.md", "x"), Edit.createFile("references/b.md", "y"));
  }

  @Test
  void insertedTextConflictsWhereItSplitsARange() {
    LineRange range = new LineRange(4, 6);

    assertThat(range.touches(LineRange.before(4))).isFalse();
    assertThat(range.touches(LineRange.before(5))).isTrue();
    assertThat(range.touches(LineRange.before(6))).isTrue();
    assertThat(range.touches(LineRange.before(7))).isFalse();
    assertThat(LineRange.before(5).touches(LineRange.before(5))).isFalse();
    assertThat(range.touches(new LineRange(6, 9))).isTrue();
    assertThat(range.touches(new LineRange(7, 9))).isFalse();
  }

  private static void assertConflict(boolean expected, Edit a, Edit b) {
    assertThat(EditSpan.touch(BASE, a, b)).isEqualTo(expected);
    assertThat(EditSpan.touch(BASE, b, a)).isEqualTo(expected);
  }

  private static String locate(Edit edit) {
    return EditSpan.locate(BASE, edit).map(r -> r.start() + "-" + r.end()).orElse("nowhere");
  }
}
