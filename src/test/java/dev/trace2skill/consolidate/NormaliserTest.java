package dev.trace2skill.consolidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.PatchEdit;
import dev.trace2skill.model.Skill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormaliserTest {

  private static final Skill BASE =
      Skill.of(
          Map.of(
              "SKILL.md",
              """
              # Desk

              ## Order
              Look first.

              ## End
              Say goodbye.
              """));

  @Test
  void everyEditOfAPatchIsARowWithWhatThePatchKnows() {
    List<PatchEdit> edits =
        edits(
            Edit.append("SKILL.md", "Order", "- Pay last."),
            Edit.replace("SKILL.md", "Say goodbye.", "Say farewell."));

    assertThat(edits).extracting(PatchEdit::position).containsExactly(0, 1);
    assertThat(edits).extracting(PatchEdit::editId).doesNotHaveDuplicates();
    assertThat(edits).extracting(PatchEdit::exactId).doesNotHaveDuplicates();
    assertThat(edits).extracting(PatchEdit::trajectoryId).containsOnly("run");
    assertThat(edits).extracting(PatchEdit::rejection).containsOnlyNulls();
    assertThat(edits).isEqualTo(edits(edits.get(0).edit(), edits.get(1).edit()));
  }

  @Test
  void editSaysWhichLinesOfTheBaseItTouches() {
    PatchEdit replaced = edits(Edit.replace("SKILL.md", "Say goodbye.", "Bye.")).get(0);
    PatchEdit created = edits(Edit.createFile("more.md", "Text\n")).get(0);

    assertThat(replaced.startLine()).isEqualTo(7);
    assertThat(replaced.endLine()).isEqualTo(7);
    assertThat(created.startLine()).isNull();
    assertThat(created.endLine()).isNull();
  }

  @Test
  void editThatDoesNotApplyIsKeptWithTheReason() {
    PatchEdit edit = edits(Edit.replace("SKILL.md", "No such text", "x")).get(0);

    assertThat(edit.rejection()).contains("No such text");
    assertThat(edit.startLine()).isNull();
  }

  @Test
  void statementIsTheSameHoweverItIsSet() {
    String id = statement(Edit.append("SKILL.md", "Order", "- Call `pay` before *you* finish."));

    assertThat(statement(Edit.append("SKILL.md", "order", "* call  `pay` before you finish")))
        .isEqualTo(id);
    assertThat(statement(Edit.append("SKILL.md", "Order", "- Call `Pay` before you finish.")))
        .isNotEqualTo(id);
    assertThat(statement(Edit.append("SKILL.md", "End", "- Call `pay` before you finish.")))
        .isNotEqualTo(id);
    assertThat(statement(Edit.append("more.md", "Order", "- Call `pay` before you finish.")))
        .isNotEqualTo(id);
  }

  @Test
  void sameWordsAtAnotherPlaceAreAnotherStatement() {
    Edit before = Edit.insertBefore("SKILL.md", "Look first.", "Wait.");
    Edit after = Edit.insertAfter("SKILL.md", "Look first.", "Wait.");

    assertThat(statement(before)).isNotEqualTo(statement(after));
  }

  @Test
  void statementOutlivesAChangeOfTheBaseElsewhere() {
    Edit edit = Edit.append("SKILL.md", "Order", "- Pay last.");
    Skill changed = BASE.with("SKILL.md", BASE.file("SKILL.md").orElseThrow() + "\nLeave.\n");

    assertThat(new Normaliser(changed).exactId(edit)).isEqualTo(statement(edit));
  }

  @Test
  void sectionIsTheSameByItsTitleAndByItsPath() {
    assertThat(statement(Edit.append("SKILL.md", "Desk > Order", "- Pay last.")))
        .isEqualTo(statement(Edit.append("SKILL.md", "Order", "- Pay last.")));
  }

  @Test
  void fileAndTheLineThatLeadsToItAreOneEdit() {
    List<PatchEdit> edits =
        edits(
            Edit.createFile("references/pay.md", "# Paying\n\nPay last.\n"),
            Edit.append("SKILL.md", "Order", "- Paying: [how](references/pay.md)"));

    assertThat(edits).singleElement().extracting(PatchEdit::rejection).isNull();
    assertThat(edits.get(0).edit().link()).isEqualTo("- Paying: [how](references/pay.md)");
  }

  private static String statement(Edit edit) {
    return new Normaliser(BASE).exactId(edit);
  }

  private static List<PatchEdit> edits(Edit... edits) {
    Patch patch =
        new Patch(
            "patch",
            "run",
            "task",
            null,
            "contrast",
            BASE.id(),
            null,
            null,
            Grade.ESTABLISHED,
            "called:pay",
            List.of(),
            null,
            List.of(edits));
    return new Normaliser(BASE).edits(patch).toList();
  }
}
