package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Skill;
import java.util.List;

/** The edits of one file each that an edit comes to: a file and the line that leads to it. */
final class EditParts {

  private EditParts() {}

  static List<Edit> of(Edit edit) throws EditRejected {
    String link = edit.link();
    if (link == null) {
      return List.of(edit);
    }
    if (edit.op() != Op.CREATE_FILE && edit.op() != Op.DELETE_FILE) {
      throw new EditRejected(edit.op() + " carries a link, as only CREATE_FILE and DELETE_FILE do");
    }
    if (!Links.in(link).contains(edit.file())) {
      throw new EditRejected(
          "\"%s\" is no link to %s".formatted(Candidates.shown(link), edit.file()));
    }
    if (edit.op() == Op.DELETE_FILE) {
      return List.of(
          Edit.deleteFile(edit.file()),
          new Edit(Op.REPLACE, Skill.MAIN_FILE, edit.section(), link, ""));
    }
    if (edit.section().isBlank()) {
      throw new EditRejected("the link to " + edit.file() + " has no section to stand in");
    }
    return List.of(
        Edit.createFile(edit.file(), edit.text()),
        Edit.append(Skill.MAIN_FILE, edit.section(), link));
  }

  /** The files that an edit may change. */
  static List<String> files(Edit edit) {
    return edit.link() == null ? List.of(edit.file()) : List.of(edit.file(), Skill.MAIN_FILE);
  }

  static void requireUnlinked(Skill skill, String gone) throws EditRejected {
    boolean linked =
        skill
            .file(Skill.MAIN_FILE)
            .filter(main -> Links.in(Document.parse(main).body()).contains(gone))
            .isPresent();
    if (linked) {
      throw new EditRejected("SKILL.md still links to " + gone);
    }
  }
}
