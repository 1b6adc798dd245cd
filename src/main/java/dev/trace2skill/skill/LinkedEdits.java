package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes one edit of a file that a patch creates or deletes and of the line that leads to it. */
public final class LinkedEdits {

  private LinkedEdits() {}

  /** The edits of a patch, a file and its link as one, in the place of the file's edit. */
  public static List<Edit> fold(List<Edit> edits) {
    List<Edit> folded = new ArrayList<>(edits);
    for (Edit edit : edits) {
      if (edit.link() == null && (edit.op() == Op.CREATE_FILE || edit.op() == Op.DELETE_FILE)) {
        Optional<Edit> link = edits.stream().filter(other -> isLink(other, edit)).findFirst();
        if (link.isPresent() && folded.contains(link.get())) {
          folded.set(folded.indexOf(edit), linked(edit, link.get()));
          folded.remove(link.get());
        }
      }
    }
    return List.copyOf(folded);
  }

  /** Whether an edit does nothing but add or take away the line that leads to a file. */
  private static boolean isLink(Edit edit, Edit file) {
    boolean fits =
        file.op() == Op.CREATE_FILE
            ? edit.op() == Op.APPEND
            : edit.op() == Op.REPLACE && edit.text().isEmpty();
    String line = file.op() == Op.CREATE_FILE ? edit.text() : edit.anchor();
    return fits
        && edit.file().equals(Skill.MAIN_FILE)
        && !line.strip().contains("\n")
        && Links.in(line).equals(Set.of(file.file()));
  }

  private static Edit linked(Edit file, Edit link) {
    return file.op() == Op.CREATE_FILE
        ? Edit.createLinkedFile(file.file(), file.text(), link.section(), link.text().strip())
        : new Edit(Op.DELETE_FILE, file.file(), link.section(), "", "", link.anchor());
  }
}
